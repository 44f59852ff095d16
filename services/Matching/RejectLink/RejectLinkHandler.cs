using Referrals.Common.V1;
using Referrals.Matching.GetMatches;
using Referrals.Matching.MoveReferrals;
using Referrals.Matching.PlaceReferral;
using Referrals.Matching.Storage;
using Referrals.Matching.V1;
using Referrals.Platform.Auditing;
using Referrals.Platform.Commands;
using Referrals.Platform.Credentials;
using Referrals.Platform.Storage;

namespace Referrals.Matching.RejectLink;

/// <summary>Records "not the same", for good: the referral and the case are neither linked nor suggested again.</summary>
public sealed class RejectLinkHandler(CorrectionGate gate)
{
    public async Task<Result<RejectLinkResponse>> RunAsync(Work<MatchingDbContext> work, Principal officer, RejectLinkRequest request, CancellationToken cancellationToken)
    {
        if (CorrectionGate.Check(request.Reason, ("ref", "referralId", request.ReferralId), ("case", "caseId", request.CaseId)) is { } invalid)
            return invalid;
        var referral = await work.Db.Referrals.FindAsync([request.ReferralId], cancellationToken);
        var other = await gate.FindStandingAsync(work, officer, request.CaseId, 0, cancellationToken);
        if (other.IsRefused)
            return other.Refusal!;
        var own = await gate.FindOfAsync(work, officer, referral, cancellationToken);
        if (own.IsRefused)
            return own.Refusal!;
        if (referral!.CaseId == other.Value.Id)
            return Refusal.FailedPrecondition("LINKED", "the referral is in that case; take it out by splitting the case");
        var row = await work.Db.Suggestions.FindAsync([referral.Id, other.Value.Id], cancellationToken);
        if (row is null)
            work.Db.Suggestions.Add(row = Refusals.Unasked(referral.Id, other.Value.Id, work.Now));
        (row.Decision, row.DecidedAt, row.Reason) = (MatchDecision.Rejected, work.Now, request.Reason.ToString());
        work.Record(CaseNames.StreamOf(other.Value.Id), new AuditEntry
        {
            Type = AuditTypes.LinkRejected,
            Actor = officer,
            Case = other.Value.Id,
            Referral = referral.Id,
            Justification = request.Reason.ToString(),
        });
        var line = new MatchLine(referral.Id, other.Value.Id, MatchDecision.Rejected, work.Now, StoredExplanation.Read(row.Explanation));
        return new RejectLinkResponse { Match = line.ToMessage(other.Value) };
    }
}
