using Grpc.Core;
using Referrals.Common.V1;
using Referrals.Contracts;
using Referrals.Platform;
using Referrals.Platform.Auditing;
using Referrals.Platform.Commands;
using Referrals.Platform.Credentials;
using Referrals.Platform.Storage;
using Referrals.Triage.V1;

namespace Referrals.Triage;

internal sealed partial class TriageGrpcService
{
    /// <summary>
    /// In three steps, since no other service is called inside a transaction: the question gets its id and time, Intake
    /// takes it, and the case says so. A retry goes on where it broke off and asks once.
    /// </summary>
    public override async Task<RequestInformationResponse> RequestInformation(RequestInformationRequest request, ServerCallContext context)
    {
        InformationRules.Validate(request).Check();
        var officer = context.GetPrincipal();
        var questionId = Ids.From("irq", officer.Name, request.RequestId, request.CountryCase);
        var prepared = RequestId.IsValid(request.RequestId)
            ? await store.ExecuteAsync((work, token) => PrepareAsync(work, officer, questionId, request, token), prepared => !prepared.IsRefused, context.CancellationToken)
            : default;
        if (prepared is { IsRefused: false, Value: { } question })
            await questions.AskAsync(questionId, request, question.AnswerBy, context.CancellationToken);

        // Refused above, it is refused again here, unless this very request was answered before.
        return await commands.RunAsync<RequestInformationRequest, RequestInformationResponse>(request, context, async (work, caller, token) =>
        {
            var found = await FindAskableAsync(work, caller, request, token);
            if (found.IsRefused)
                return found.Refusal!;
            if (await work.Db.InformationRequests.FindAsync([questionId], token) is not { State: QuestionState.Prepared } question)
                return Refusal.Aborted("TRY_AGAIN", "the case has changed meanwhile; try again");
            Ask(work, caller, found.Value, question, request.Data);
            return new RequestInformationResponse { InformationRequestId = questionId, CountryCase = CaseMessages.Of(found.Value, Now) };
        });
    }

    private async Task<Result<InformationRequestRow>> PrepareAsync(
        Work<TriageDbContext> work, Principal officer, string questionId, RequestInformationRequest request, CancellationToken cancellationToken)
    {
        var found = await FindAskableAsync(work, officer, request, cancellationToken);
        if (found.IsRefused)
            return found.Refusal!;
        if (await work.Db.InformationRequests.FindAsync([questionId], cancellationToken) is { } known)
            return known;
        var question = new InformationRequestRow
        {
            Id = questionId,
            CountryCase = request.CountryCase,
            ReferralId = request.ReferralId,
            AnswerBy = request.AnswerWithin is { } within ? Microseconds.Truncate(work.Now + within.ToTimeSpan()) : null,
        };
        work.Db.InformationRequests.Add(question);
        return question;
    }

    private async Task<Result<CountryCaseRow>> FindAskableAsync(
        Work<TriageDbContext> work, Principal officer, RequestInformationRequest request, CancellationToken cancellationToken)
    {
        var found = await work.FindForAsync(officer, request.CountryCase, cancellationToken);
        if (found.IsRefused)
            return found.Refusal!;
        var row = found.Value;
        if (ClaimRules.ToDispose(row, officer.Name, request.ClaimToken, request.ExpectedVersion, Now) is { } refusal)
            return refusal;
        if (row.Orphaned)
            return Refusal.FailedPrecondition("ORPHANED", "the case is accepted and waits for a team, not for information");
        return await work.FindReferralAsync(row.Name, request.ReferralId, cancellationToken) is { Gone: false }
            ? row
            : Refusal.Invalid("referralId", "must be a referral of the country case", "NOT_ALLOWED");
    }

    private void Ask(Work<TriageDbContext> work, Principal officer, CountryCaseRow row, InformationRequestRow question, IReadOnlyList<RequestedDatum> data)
    {
        question.State = QuestionState.Open;
        row.State = CountryCaseState.InformationRequested;
        row.OpenInformationRequests++;
        row.DueAt = DueRules.AfterQuestion(work.Now, question.AnswerBy, options.Value.DueWithin(row.Priority));
        var change = new CaseChange(work, row, officer);
        change.Enter(DecisionKind.InformationRequested).InformationRequestId = question.Id;
        change.Record(new AuditEntry
        {
            Type = AuditTypes.InformationRequested,
            Referral = question.ReferralId,
            Details = new Dictionary<string, string>
            {
                ["informationRequest"] = question.Id,
                ["data"] = string.Join(' ', data.Select(Codes.Of)),
            },
        });
        change.Publish(new InformationRequested
        {
            CountryCase = row.Name,
            ReferralId = question.ReferralId,
            InformationRequestId = question.Id,
            Data = [.. data],
        });
    }
}
