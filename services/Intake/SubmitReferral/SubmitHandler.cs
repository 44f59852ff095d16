using Microsoft.EntityFrameworkCore;
using Referrals.Intake.CheckSubmission;
using Referrals.Intake.Facts;
using Referrals.Intake.FollowStatus;
using Referrals.Intake.LimitBacklog;
using Referrals.Intake.OwnReferral;
using Referrals.Intake.Storage;
using Referrals.Intake.V1;
using Referrals.Platform.Clocks;
using Referrals.Platform.Commands;
using Referrals.Platform.Credentials;
using Referrals.Platform.Storage;

namespace Referrals.Intake.SubmitReferral;

/// <summary>Submits one referral: once for each reference of its sender, however often and from wherever it comes.</summary>
public sealed class SubmitHandler(Store<IntakeDbContext> store, BacklogGate gate, StatusReader statuses, BusinessClock clock)
{
    public async Task<Result<SubmitResponse>> SubmitAsync(string requestId, Referral? referral, Principal principal, CancellationToken cancellationToken)
    {
        var violations = new Violations();
        violations.Require(RequestId.IsValid(requestId), "requestId", RequestId.Rule, "MALFORMED");
        SubmissionRules.CheckSubmission(violations, referral, "referral", clock.Now);
        if (violations.Any)
            return Counted(violations.ToRefusal());

        var agency = Senders.AgencyOf(principal);
        var submission = NewReferral.Of(Senders.OfAgency(agency), referral!);
        var aboveBound = await gate.EnterAsync(cancellationToken) == Admission.UrgentOnly && !await IsKnownAsync(submission, cancellationToken);
        if (aboveBound && !referral!.ChildAtImmediateRisk)
            return Counted(gate.Refuse());
        var result = await store.ExecuteAsync<Result<SubmitResponse>>(
            async (work, token) => await TryAsync(work, submission, requestId, agency, aboveBound, principal, token),
            answer => !answer.IsRefused,
            cancellationToken);
        if (result is { IsRefused: false, Value.DuplicateOfEarlier: false })
            gate.Admitted();
        return Counted(result);
    }

    private async Task<Result<SubmitResponse>> TryAsync(
        Work<IntakeDbContext> work, NewReferral submission, string requestId, string agency, bool takesQuota, Principal principal, CancellationToken cancellationToken)
    {
        var metadata = MetadataRules.OfSubmission(submission.Referral, submission.Id, agency, submission.Presence, work.Now);
        var response = new SubmitResponse
        {
            Receipt = Receipts.Of(submission.Id, metadata.AgencyReference, work.Now, submission.Content.Sha256),
            Status = StatusReader.OfNew(submission.Id, metadata.Countries, work.Now),
        };
        var answer = new RememberedAnswer(principal.Name, requestId, submission.Content.Sha256, response);
        if (!await submission.InsertAsync(work.Sql, metadata, answer, cancellationToken))
            return await AnswerEarlierAsync(work, submission, answer, cancellationToken);
        if (takesQuota && !await gate.TakeUrgentAsync(work.Sql, agency, cancellationToken))
            return gate.Refuse();
        submission.Announce(work, metadata, principal);
        return response;
    }

    private async Task<Result<SubmitResponse>> AnswerEarlierAsync(
        Work<IntakeDbContext> work, NewReferral submission, RememberedAnswer answer, CancellationToken cancellationToken)
    {
        if (await answer.FindEarlierAsync(work.Sql, cancellationToken) is { } earlier)
            return earlier;
        var row = await work.Db.Referrals.AsNoTracking().SingleAsync(
            row => row.Sender == submission.Sender && row.AgencyReference == submission.Referral.AgencyReference, cancellationToken);
        if (await ReuseRules.RefuseAsync(work.Sql, row, submission, cancellationToken) is { } refusal)
            return refusal;
        var response = new SubmitResponse
        {
            Receipt = Receipts.Of(row),
            Status = await statuses.ReadAsync(work.Db, row, cancellationToken),
            DuplicateOfEarlier = true,
        };
        await answer.ReplaceAsync(work.Sql, response, cancellationToken);
        return response;
    }

    /// <summary>What was received before is answered whatever the backlog: nothing new comes in by it.</summary>
    private Task<bool> IsKnownAsync(NewReferral submission, CancellationToken cancellationToken) =>
        store.ReadAsync(
            (db, token) => db.Referrals.AnyAsync(row => row.Sender == submission.Sender && row.AgencyReference == submission.Referral.AgencyReference, token),
            cancellationToken);

    private static Result<SubmitResponse> Counted(Result<SubmitResponse> result)
    {
        IntakeTelemetry.Submitted(result.IsRefused ? result.Refusal!.Reason : result.Value.DuplicateOfEarlier ? "DUPLICATE" : "ACCEPTED");
        return result;
    }
}
