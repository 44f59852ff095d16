using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Referrals.Common.V1;
using Referrals.Platform.Commands;
using Referrals.Platform.Credentials;
using Referrals.Triage.V1;

namespace Referrals.Triage;

internal sealed partial class TriageGrpcService
{
    private const int DataAtMost = 16;
    private const int OthersAtMost = 10;
    private const int LongestDraftId = 64;
    private static readonly TimeSpan LongestDraftAnswer = TimeSpan.FromDays(90);
    private static readonly TimeSpan TypingFor = TimeSpan.FromMinutes(15);

    /// <inheritdoc/>
    public override Task<SaveDraftResponse> SaveDraft(SaveDraftRequest request, ServerCallContext context)
    {
        var violations = RequestRules.CountryCase(request.CountryCase);
        if (request.Draft is { } draft)
        {
            violations.Words(draft.Note, "draft.note").Words(draft.Question, "draft.question");
            violations.Require(draft.RequestedData.Count <= DataAtMost, "draft.requestedData", $"must have at most {DataAtMost} elements", "TOO_MANY");
            violations.Require(draft.AskAboutReferralId.Length <= LongestDraftId, "draft.askAboutReferralId", $"must have at most {LongestDraftId} characters", "TOO_LONG");
            violations.Require(draft.DuplicateOfCaseId.Length <= LongestDraftId, "draft.duplicateOfCaseId", $"must have at most {LongestDraftId} characters", "TOO_LONG");
            violations.Require(IsAnswerTime(draft.AnswerWithin), "draft.answerWithin", "must be up to 90 days", "OUT_OF_RANGE");
        }

        violations.Check();
        return commands.RunAsync<SaveDraftRequest, SaveDraftResponse>(request, context, async (work, officer, token) =>
        {
            var found = await work.FindForAsync(officer, request.CountryCase, token);
            if (found.IsRefused)
                return found.Refusal!;
            var savedAt = Now;
            var saved = await work.Db.Drafts.FindAsync([request.CountryCase, officer.Name], token);
            if (request.Draft is null)
            {
                if (saved is not null)
                    work.Db.Drafts.Remove(saved);
                return new SaveDraftResponse { SavedAt = savedAt.ToTimestamp() };
            }

            var body = request.Draft.Clone();
            body.SavedAt = savedAt.ToTimestamp();
            if (saved is null)
                work.Db.Drafts.Add(saved = new DraftRow { CountryCase = request.CountryCase, Officer = officer.Name, Body = [] });
            (saved.Body, saved.SavedAt) = (await words.SealDraftAsync(work, request.CountryCase, officer.Name, body.ToByteArray(), token), savedAt);
            return new SaveDraftResponse { SavedAt = savedAt.ToTimestamp(), Others = { await OtherDraftsAsync(work.Db, request.CountryCase, officer.Name, token) } };
        });
    }

    /// <inheritdoc/>
    public override Task<GetDraftResponse> GetDraft(GetDraftRequest request, ServerCallContext context)
    {
        RequestRules.CountryCase(request.CountryCase).Check();
        var officer = context.GetPrincipal();
        return store.ReadAsync(
            async (db, token) =>
            {
                CaseRows.Visible(await db.CountryCases.SingleOrDefaultAsync(r => r.Name == request.CountryCase, token), officer, Right.Decide).OrThrow();
                var saved = await db.Drafts.SingleOrDefaultAsync(d => d.CountryCase == request.CountryCase && d.Officer == officer.Name, token);
                var body = saved is null ? null : await words.OpenDraftAsync(db, saved, token);
                var response = new GetDraftResponse { Draft = body is null ? null : Draft.Parser.ParseFrom(body) };
                response.Others.AddRange(await OtherDraftsAsync(db, request.CountryCase, officer.Name, token));
                return response;
            },
            context.CancellationToken);
    }

    // Compared by seconds: what a message can hold is more than a span of time can.
    private static bool IsAnswerTime(Duration? time) => time is null || (time.Seconds >= 0 && time.Seconds <= (long)LongestDraftAnswer.TotalSeconds);

    /// <summary>Who else types about a case just now, so that two officers see each other before one of them claims it.</summary>
    private async Task<IEnumerable<OtherDraft>> OtherDraftsAsync(TriageDbContext db, string countryCase, string officer, CancellationToken cancellationToken)
    {
        var since = Now - TypingFor;
        var others = await db.Drafts.AsNoTracking()
            .Where(draft => draft.CountryCase == countryCase && draft.Officer != officer && draft.SavedAt > since)
            .OrderByDescending(draft => draft.SavedAt)
            .Select(draft => new { draft.Officer, draft.SavedAt })
            .Take(OthersAtMost)
            .ToListAsync(cancellationToken);
        return others.Select(draft => new OtherDraft { Officer = draft.Officer, OfficerDisplayName = CaseMessages.DisplayName(draft.Officer), SavedAt = draft.SavedAt.ToTimestamp() });
    }
}
