using Microsoft.EntityFrameworkCore;
using Referrals.Intake.CheckSubmission;
using Referrals.Intake.Content;
using Referrals.Intake.FollowStatus;
using Referrals.Intake.LimitBacklog;
using Referrals.Intake.OwnReferral;
using Referrals.Intake.Storage;
using Referrals.Intake.V1;
using Referrals.Platform.Clocks;
using Referrals.Platform.Commands;
using Referrals.Platform.Credentials;
using Referrals.Platform.Promises;
using Referrals.Platform.Storage;

namespace Referrals.Intake.SubmitReferral;

/// <summary>Submits one referral: once for each reference of its sender, however often and from wherever it comes.</summary>
public sealed class SubmitHandler(
    Store<IntakeDbContext> store,
    ContentStore content,
    SubmissionBatches batches,
    RememberedAnswers answers,
    ReuseRules reuse,
    ServiceKey<IntakeDbContext> key,
    BacklogGate gate,
    StatusReader statuses,
    BusinessClock clock)
{
    public async Task<Result<SubmitResponse>> SubmitAsync(string requestId, Referral? referral, Principal principal, CancellationToken cancellationToken)
    {
        var violations = new Violations();
        violations.Require(RequestId.IsValid(requestId), "requestId", RequestId.Rule, "MALFORMED");
        SubmissionRules.CheckSubmission(violations, referral, "referral", clock.Now);
        if (violations.Any)
            return Counted(violations.ToRefusal());

        var agency = Senders.AgencyOf(principal);
        var submission = new ArrivingSubmission(NewReferral.Of(Senders.OfAgency(agency), referral!, content), requestId, agency, principal);
        var result = await StoreAsync(submission, cancellationToken);
        if (result is { IsRefused: false, Value.DuplicateOfEarlier: false })
            gate.Admitted();
        return Counted(result);
    }

    private async Task<Result<SubmitResponse>> StoreAsync(ArrivingSubmission submission, CancellationToken cancellationToken)
    {
        var admission = await gate.EnterAsync(cancellationToken);
        if (admission == Admission.Open && await batches.StoreAsync(submission, cancellationToken) is { } stored)
            return stored;
        var aboveBound = admission == Admission.UrgentOnly && !await IsKnownAsync(submission.New, cancellationToken);
        if (aboveBound && !submission.New.Referral.ChildAtImmediateRisk)
            return gate.Refuse();
        return await store.ExecuteAsync<Result<SubmitResponse>>(
            async (work, token) => await TryAsync(work, submission, aboveBound, token),
            answer => !answer.IsRefused,
            cancellationToken);
    }

    private async Task<Result<SubmitResponse>> TryAsync(
        Work<IntakeDbContext> work, ArrivingSubmission submission, bool takesQuota, CancellationToken cancellationToken)
    {
        var (reception, answer) = submission.In(work, key);
        if (!await submission.New.InsertAsync(work.Sql, reception, (answer, answers), cancellationToken))
            return await AnswerEarlierAsync(work, submission.New, answer, cancellationToken);
        if (takesQuota && !await gate.TakeUrgentAsync(work.Sql, submission.Agency, cancellationToken))
            return gate.Refuse();
        reception.Announce(work);
        return answer.Response;
    }

    private async Task<Result<SubmitResponse>> AnswerEarlierAsync(
        Work<IntakeDbContext> work, NewReferral submission, RememberedAnswer answer, CancellationToken cancellationToken)
    {
        if (await answers.FindEarlierAsync(work.Sql, answer, cancellationToken) is { } earlier)
            return earlier;
        var row = await work.Db.Referrals.AsNoTracking().SingleAsync(
            row => row.Sender == submission.Sender && row.AgencyReference == submission.Referral.AgencyReference, cancellationToken);
        if (await reuse.RefuseAsync(work.Sql, row, submission, cancellationToken) is { } refusal)
            return refusal;
        var response = new SubmitResponse
        {
            Receipt = Receipts.Of(row, submission.Content.Sha256),
            Status = await statuses.ReadAsync(work.Db, row, cancellationToken),
            DuplicateOfEarlier = true,
        };
        await answers.ReplaceAsync(work.Sql, answer, response, row.ContentDigest, cancellationToken);
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
