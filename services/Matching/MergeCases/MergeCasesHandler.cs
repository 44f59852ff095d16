using System.Globalization;
using Referrals.Contracts;
using Referrals.Matching.MoveReferrals;
using Referrals.Matching.PlaceReferral;
using Referrals.Matching.Storage;
using Referrals.Matching.V1;
using Referrals.Platform.Auditing;
using Referrals.Platform.Commands;
using Referrals.Platform.Credentials;
using Referrals.Platform.Storage;

namespace Referrals.Matching.MergeCases;

/// <summary>Joins a case to another, which only an officer does.</summary>
public sealed class MergeCasesHandler(CorrectionGate gate, CaseMover mover)
{
    public async Task<Result<MergeCasesResponse>> RunAsync(Work<MatchingDbContext> work, Principal officer, MergeCasesRequest request, CancellationToken cancellationToken)
    {
        if (CorrectionGate.Check(request.Reason, ("case", "intoCaseId", request.IntoCaseId), ("case", "fromCaseId", request.FromCaseId)) is { } invalid)
            return invalid;
        if (request.IntoCaseId == request.FromCaseId)
            return Refusal.Invalid("fromCaseId", "must be another case", "SAME");
        var into = await gate.FindStandingAsync(work, officer, request.IntoCaseId, request.ExpectedIntoVersion, cancellationToken);
        if (into.IsRefused)
            return into.Refusal!;
        var from = await gate.FindStandingAsync(work, officer, request.FromCaseId, request.ExpectedFromVersion, cancellationToken);
        if (from.IsRefused)
            return from.Refusal!;
        var ids = await CaseMover.ReferralsOfAsync(work, from.Value.Id, cancellationToken);
        if (ids.Count > CaseMover.Most)
            return Refusal.FailedPrecondition("TOO_LARGE", $"a case of more than {CaseMover.Most} referrals cannot end in another; merge the other way");

        var undone = await CaseMover.UndoneAsync(work, ids, from.Value, into.Value, request.Reason, cancellationToken);
        if (await Refusals.StandBetweenAsync(work, from.Value.Id, into.Value.Id, undone, cancellationToken))
            return Refusals.NotTheSame;

        var response = new MergeCasesResponse();
        response.Before.AddRange(await CorrectionGate.ShowAsync(work, cancellationToken, into.Value, from.Value));
        await mover.MoveAsync(work, ids, from.Value, into.Value, request.Reason, undone, cancellationToken);
        End(work, officer, from.Value, into.Value, ids.Count, request.Reason);
        response.After.AddRange(await CorrectionGate.ShowAsync(work, cancellationToken, into.Value, from.Value));
        return response;
    }

    /// <summary>Says that a case has ended in another, with what it held.</summary>
    public static void End(Work<MatchingDbContext> work, Principal officer, CaseRow from, CaseRow into, int referrals, LinkReason reason)
    {
        from.MergedInto = into.Id;
        work.Record(CaseNames.StreamOf(into.Id), new AuditEntry
        {
            Type = AuditTypes.Merged,
            Actor = officer,
            Case = into.Id,
            Justification = reason.ToString(),
            Details = new Dictionary<string, string> { ["mergedCase"] = from.Id, ["referrals"] = referrals.ToString(CultureInfo.InvariantCulture) },
        });
    }
}
