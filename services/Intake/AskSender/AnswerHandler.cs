using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Referrals.Contracts;
using Referrals.Intake.AddInformation;
using Referrals.Intake.CheckSubmission;
using Referrals.Intake.Facts;
using Referrals.Intake.FollowStatus;
using Referrals.Intake.OwnReferral;
using Referrals.Intake.Storage;
using Referrals.Intake.V1;
using Referrals.Platform;
using Referrals.Platform.Auditing;
using Referrals.Platform.Clocks;
using Referrals.Platform.Commands;
using Referrals.Platform.Credentials;
using Referrals.Platform.Storage;

namespace Referrals.Intake.AskSender;

/// <summary>The sender answers an officer's question: with a supplement, or by saying that there is nothing to give.</summary>
public sealed class AnswerHandler(Commands<IntakeDbContext> commands, SupplementWriter supplements, BusinessClock clock)
{
    public Task<AnswerInformationRequestResponse> AnswerAsync(AnswerInformationRequestRequest request, ServerCallContext context)
    {
        var violations = new Violations();
        violations.Require(Ids.IsValid("irq", request.InformationRequestId), "informationRequestId", "must be an id of its kind", "MALFORMED");
        if (request.NotAvailable)
            violations.Require(request.Content is null, "content", "must not be given with notAvailable", "NOT_ALLOWED");
        else
            SubmissionRules.CheckSupplement(violations, request.Content, "content", clock.Now);
        if (violations.Any)
            throw new RefusedException(violations.ToRefusal());
        return commands.RunAsync<AnswerInformationRequestRequest, AnswerInformationRequestResponse>(
            request, context, (work, principal, token) => AnswerAsync(work, request, principal, token));
    }

    private async Task<Result<AnswerInformationRequestResponse>> AnswerAsync(
        Work<IntakeDbContext> work, AnswerInformationRequestRequest request, Principal principal, CancellationToken cancellationToken)
    {
        var found = await OwnReferrals.LockOpenAsync(work, request.ReferralId, principal, cancellationToken);
        if (found.Refusal is { } refusal)
            return refusal;
        var referral = found.Value;
        var question = await work.Db.InformationRequests.FindAsync([request.InformationRequestId], cancellationToken);
        if (question is null || question.ReferralId != referral.Id || !question.Asked)
            return Refusal.NotFound("information request");
        if (question.AnsweredAt is not null)
            return Refusal.FailedPrecondition("ALREADY_ANSWERED", "the information request was answered");
        if (request.Content is not null && SupplementWriter.CheckReference(referral, request.Content) is { } wrongReference)
            return wrongReference;

        var metadata = referral.ReadMetadata();
        var number = 0;
        StoredSupplement? stored = null;
        if (request.Content is not null)
        {
            stored = await supplements.WriteAsync(work, referral, request.Content, question.Id, cancellationToken);
            metadata = stored.Referral;
            number = metadata.Supplements;
        }

        question.AnsweredAt = work.Now;
        question.AnsweredBySupplement = number;
        referral.OpenQuestions--;
        var country = CountryCases.CountryOf(question.CountryCase);
        var entry = new StatusEntry { Country = country, Detail = StatusDetail.InformationAnswered, InformationRequestId = question.Id, Supplement = number };
        await OwnEntries.AddAsync(work, referral, entry, cancellationToken);
        work.Follow(question.AskedRecord);
        Announce(work, metadata, question, number, stored?.Commitments, principal);
        return new AnswerInformationRequestResponse { Supplement = number, ReceivedAt = work.Now.ToTimestamp() };
    }

    private static void Announce(
        Work<IntakeDbContext> work,
        ReferralMetadata referral,
        InformationRequestRow question,
        int supplement,
        IReadOnlyDictionary<string, string>? commitments,
        Principal principal)
    {
        var stream = $"referrals/{referral.ReferralId}";
        work.Record(stream, new AuditEntry
        {
            Type = AuditTypes.Answered,
            Actor = principal,
            Agency = referral.AgencyId,
            CountryCase = question.CountryCase,
            Referral = referral.ReferralId,
            Handling = MetadataRules.Handling(referral),
            Details = new Dictionary<string, string> { ["informationRequest"] = question.Id, ["supplement"] = Content.ContentStore.Part(supplement) },
            Commitments = commitments,
        });
        work.Publish(stream, new InformationRequestAnswered { Referral = referral, InformationRequestId = question.Id, Supplement = supplement });
    }
}
