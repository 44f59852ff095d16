using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Referrals.Common.V1;
using Referrals.Contracts;
using Referrals.Intake.CheckSubmission;
using Referrals.Intake.Content;
using Referrals.Intake.Facts;
using Referrals.Intake.FollowStatus;
using Referrals.Intake.OwnReferral;
using Referrals.Intake.Storage;
using Referrals.Intake.SubmitReferral;
using Referrals.Intake.V1;
using Referrals.Platform.Clocks;
using Referrals.Platform.Commands;
using Referrals.Platform.Credentials;
using Referrals.Platform.Promises;
using Referrals.Platform.Storage;

namespace Referrals.Intake.SubmitForCase;

/// <summary>What a team adds: a referral of its own, born in the case that it holds. Not subject to the backlog.</summary>
public sealed class SubmitForCaseHandler(
    Commands<IntakeDbContext> commands, ContentStore content, ReuseRules reuse, ServiceKey<IntakeDbContext> key, BusinessClock clock)
{
    public Task<SubmitForCaseResponse> SubmitAsync(SubmitForCaseRequest request, ServerCallContext context)
    {
        ServiceCallers.Require(context, "routing");
        Check(request, clock.Now);
        var submission = NewReferral.Of(Senders.OfTeam(request.TeamId, request.AgencyId), request.Referral, content);
        return commands.RunAsync<SubmitForCaseRequest, SubmitForCaseResponse>(
            request, context, (work, principal, token) => SubmitAsync(work, submission, request, principal, token));
    }

    private async Task<Result<SubmitForCaseResponse>> SubmitAsync(
        Work<IntakeDbContext> work, NewReferral submission, SubmitForCaseRequest request, Principal principal, CancellationToken cancellationToken)
    {
        var metadata = MetadataRules.OfSubmission(submission.Referral, submission.Id, request.AgencyId, submission.Presence, work.Now) with
        {
            Origin = ReferralOrigin.Team,
            BornIn = request.BornIn,
            TeamId = request.TeamId,
        };
        var country = CountryCases.CountryOf(request.BornIn);
        if (metadata.Countries.Count == 0 && country != States.GeneralDesk)
            metadata = metadata with { Countries = [country] };
        var reception = Reception.Of(work, key, submission, metadata, principal, request.AddedBy);
        if (await submission.InsertAsync(work.Sql, reception, null, cancellationToken))
        {
            work.AnswerIsAbout = submission.Id;
            reception.Announce(work);
            return new SubmitForCaseResponse { Receipt = reception.Receipt };
        }

        var row = await work.Db.Referrals.AsNoTracking().SingleAsync(
            row => row.Sender == submission.Sender && row.AgencyReference == metadata.AgencyReference, cancellationToken);
        work.AnswerIsAbout = row.Id;
        return await reuse.RefuseAsync(work.Sql, row, submission, cancellationToken) is { } refusal
            ? refusal
            : new SubmitForCaseResponse { Receipt = Receipts.Of(row, submission.Content.Sha256) };
    }

    private static void Check(SubmitForCaseRequest request, DateTimeOffset now)
    {
        var violations = new Violations();
        violations.Require(CountryCaseNames.IsValid(request.BornIn), "bornIn", "must be cases/…/countries/CC", "MALFORMED");
        TextRules.Required(violations, request.TeamId, "teamId", 64);
        TextRules.Required(violations, request.AgencyId, "agencyId", 64);
        TextRules.Required(violations, request.AddedBy, "addedBy", 256);
        SubmissionRules.CheckSubmission(violations, request.Referral, "referral", now, needsReference: false);
        if (violations.Any)
            throw new RefusedException(violations.ToRefusal());
    }
}
