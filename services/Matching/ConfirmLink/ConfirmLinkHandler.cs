using Referrals.Common.V1;
using Referrals.Contracts;
using Referrals.Matching.MergeCases;
using Referrals.Matching.MoveReferrals;
using Referrals.Matching.PlaceReferral;
using Referrals.Matching.Storage;
using Referrals.Matching.V1;
using Referrals.Platform.Auditing;
using Referrals.Platform.Commands;
using Referrals.Platform.Credentials;
using Referrals.Platform.Storage;

namespace Referrals.Matching.ConfirmLink;

/// <summary>Moves a referral to the case that an officer says it belongs in. A case that it leaves empty is merged.</summary>
public sealed class ConfirmLinkHandler(CorrectionGate gate, CaseMover mover)
{
    public async Task<Result<ConfirmLinkResponse>> RunAsync(Work<MatchingDbContext> work, Principal officer, ConfirmLinkRequest request, CancellationToken cancellationToken)
    {
        if (CorrectionGate.Check(request.Reason, ("ref", "referralId", request.ReferralId), ("case", "caseId", request.CaseId)) is { } invalid)
            return invalid;
        var referral = await work.Db.Referrals.FindAsync([request.ReferralId], cancellationToken);
        var into = await gate.FindStandingAsync(work, officer, request.CaseId, request.ExpectedVersion, cancellationToken);
        if (into.IsRefused)
            return into.Refusal!;
        var from = await gate.FindOfAsync(work, officer, referral, cancellationToken);
        if (from.IsRefused)
            return from.Refusal!;
        if (referral!.CaseId == into.Value.Id)
            return Refusal.FailedPrecondition("ALREADY_LINKED", "the referral is in that case");
        var suggestion = await work.Db.Suggestions.FindAsync([referral.Id, into.Value.Id], cancellationToken);
        var undone = await CaseMover.UndoneAsync(work, [referral.Id], from.Value, into.Value, request.Reason, cancellationToken);

        // What leaves its case empty is a merge.
        if (from.Value.ReferralCount == 1
            ? await Refusals.StandBetweenAsync(work, from.Value.Id, into.Value.Id, undone, cancellationToken)
            : await Refusals.StandAgainstAsync(work, [referral.Id], into.Value.Id, undone, cancellationToken))
            return Refusals.NotTheSame;

        var response = new ConfirmLinkResponse();
        response.Before.AddRange(await CorrectionGate.ShowAsync(work, cancellationToken, into.Value, from.Value));
        await mover.MoveAsync(work, [referral.Id], from.Value, into.Value, request.Reason, undone, cancellationToken);
        referral.Decision = MatchDecision.Confirmed;
        if (suggestion is not null)
            (suggestion.Decision, suggestion.DecidedAt, suggestion.Reason) = (MatchDecision.Confirmed, work.Now, request.Reason.ToString());
        Record(work, officer, referral, from.Value, into.Value, request.Reason);
        response.After.AddRange(await CorrectionGate.ShowAsync(work, cancellationToken, into.Value, from.Value));
        return response;
    }

    private static void Record(Work<MatchingDbContext> work, Principal officer, ReferralRow referral, CaseRow from, CaseRow into, LinkReason reason)
    {
        if (from.ReferralCount == 0)
        {
            MergeCasesHandler.End(work, officer, from, into, 1, reason);
            return;
        }

        work.Record(CaseNames.StreamOf(into.Id), new AuditEntry
        {
            Type = AuditTypes.Linked,
            Actor = officer,
            Case = into.Id,
            Referral = referral.Id,
            Justification = reason.ToString(),
            Details = new Dictionary<string, string> { ["decision"] = MatchDecision.Confirmed.ToString(), ["fromCase"] = from.Id },
        });
    }
}
