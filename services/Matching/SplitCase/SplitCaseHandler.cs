using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Referrals.Matching.MoveReferrals;
using Referrals.Matching.PlaceReferral;
using Referrals.Matching.Storage;
using Referrals.Matching.V1;
using Referrals.Platform;
using Referrals.Platform.Auditing;
using Referrals.Platform.Commands;
using Referrals.Platform.Credentials;
using Referrals.Platform.Storage;

namespace Referrals.Matching.SplitCase;

/// <summary>Takes referrals out of a case into a new one, or back into the case that they came from.</summary>
public sealed class SplitCaseHandler(CorrectionGate gate, CaseMover mover)
{
    public async Task<Result<SplitCaseResponse>> RunAsync(Work<MatchingDbContext> work, Principal officer, SplitCaseRequest request, CancellationToken cancellationToken)
    {
        if (Check(request) is { } invalid)
            return invalid;
        var found = await gate.FindStandingAsync(work, officer, request.CaseId, request.ExpectedVersion, cancellationToken);
        if (found.IsRefused)
            return found.Refusal!;
        var from = found.Value;
        var ids = request.ReferralIds.Distinct().ToList();
        if (await work.Db.Referrals.CountAsync(row => ids.Contains(row.Id) && row.CaseId == from.Id, cancellationToken) != ids.Count)
            return Refusal.FailedPrecondition("NOT_IN_CASE", "not all of these referrals are in the case");
        if (ids.Count >= from.ReferralCount)
            return Refusal.FailedPrecondition("NOTHING_LEFT", "a case keeps at least one referral");
        var target = await TargetAsync(work, officer, request, ids, cancellationToken);
        if (target.IsRefused)
            return target.Refusal!;
        var (into, undone) = target.Value;

        var response = new SplitCaseResponse();
        response.Before.AddRange(await CorrectionGate.ShowAsync(work, cancellationToken, from));
        await mover.MoveAsync(work, ids, from, into, request.Reason, undone, cancellationToken);
        into.MergedInto = null;
        if (Refusals.IsSaidBy(request.Reason))
            await Refusals.RecordAsync(work, ids, from, into, request.Reason, cancellationToken);
        work.Record(CaseNames.StreamOf(from.Id), new AuditEntry
        {
            Type = request.IntoCaseId.Length > 0 ? AuditTypes.Undone : AuditTypes.Split,
            Actor = officer,
            Case = from.Id,
            Justification = request.Reason.ToString(),
            Details = new Dictionary<string, string> { ["newCase"] = into.Id, ["referrals"] = ids.Count.ToString(CultureInfo.InvariantCulture) },
        });
        response.After.AddRange(await CorrectionGate.ShowAsync(work, cancellationToken, from, into));
        return response;
    }

    private static Refusal? Check(SplitCaseRequest request)
    {
        List<(string, string, string)> ids = [("case", "caseId", request.CaseId), .. request.ReferralIds.Select((id, at) => ("ref", $"referralIds[{at}]", id))];
        if (request.IntoCaseId.Length > 0)
            ids.Add(("case", "intoCaseId", request.IntoCaseId));
        if (CorrectionGate.Check(request.Reason, ids) is { } invalid)
            return invalid;
        return request.ReferralIds.Count is 0 or > CaseMover.Most ? Refusal.Invalid("referralIds", $"must be 1 to {CaseMover.Most}", "OUT_OF_RANGE") : null;
    }

    private async Task<Result<Target>> TargetAsync(Work<MatchingDbContext> work, Principal officer, SplitCaseRequest request, List<string> ids, CancellationToken cancellationToken)
    {
        if (request.IntoCaseId.Length == 0)
        {
            var opened = new CaseRow { Id = Ids.New("case"), OpenedAt = work.Now };
            work.Db.Cases.Add(opened);
            return new Target(opened, []);
        }

        var into = await gate.FindAsync(work, officer, request.IntoCaseId, 0, cancellationToken);
        if (into.IsRefused)
            return into.Refusal!;
        var came = await CaseMover.MovesAsync(work, ids, request.IntoCaseId, request.CaseId, cancellationToken);
        if (came.Count < ids.Count)
            return Refusal.FailedPrecondition("NOT_FROM_THERE", "not all of these referrals came from that case");
        return await Refusals.StandAgainstAsync(work, ids, request.IntoCaseId, request.Reason == LinkReason.Correction ? came : [], cancellationToken)
            ? Refusals.NotTheSame
            : new Target(into.Value, came);
    }

    /// <summary>Where to, and when the moves were made that are undone by it.</summary>
    private sealed record Target(CaseRow Case, IReadOnlyCollection<DateTimeOffset> Undone);
}
