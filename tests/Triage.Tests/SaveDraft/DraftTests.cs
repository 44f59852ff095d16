using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Referrals.Common.V1;
using Referrals.Testing;
using Referrals.Triage.V1;
using Xunit;

namespace Referrals.Triage.Tests.SaveDraft;

public sealed class DraftTests
{
    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task What_was_typed_stays_with_its_author_and_without_a_claim(StoreKind kind)
    {
        await using var triage = await TriageUnderTest.StartAsync(kind);
        var name = await triage.OpenAsync();
        var version = (await triage.GetAsync(name)).Version;
        await SaveAsync(triage, name, new Draft { Note = "first" });
        await SaveAsync(triage, name, new Draft { Note = "second", Disposition = Disposition.NotAnOffence });

        var mine = (await triage.Ana.GetDraftAsync(new GetDraftRequest { CountryCase = name })).Draft;
        var theirs = (await triage.Officer(Callers.Officer("ben", "ph")).GetDraftAsync(new GetDraftRequest { CountryCase = name })).Draft;
        await SaveAsync(triage, name, null);

        Assert.Equal(("second", Disposition.NotAnOffence), (mine.Note, mine.Disposition));
        Assert.NotNull(mine.SavedAt);
        Assert.Null(theirs);
        Assert.Null((await triage.Ana.GetDraftAsync(new GetDraftRequest { CountryCase = name })).Draft);
        Assert.Equal(version, (await triage.GetAsync(name)).Version);
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task Two_who_type_about_one_case_are_told_of_each_other_and_nothing_of_what(StoreKind kind)
    {
        await using var triage = await TriageUnderTest.StartAsync(kind);
        var name = await triage.OpenAsync();
        var ben = triage.Officer(Callers.Officer("ben", "ph"));
        await SaveAsync(triage, name, new Draft { Note = "mine" });
        await SaveAsync(triage, await triage.OpenAsync(), new Draft { Note = "of another case" });

        var saved = await ben.SaveDraftAsync(new SaveDraftRequest { RequestId = TriageUnderTest.NewRequest(), CountryCase = name, Draft = new Draft { Note = "his" } });
        var read = await triage.Ana.GetDraftAsync(new GetDraftRequest { CountryCase = name });
        triage.Time.Advance(TimeSpan.FromMinutes(16));
        var later = await triage.Ana.GetDraftAsync(new GetDraftRequest { CountryCase = name });

        Assert.Equal(("officer/ana", "ana"), (Assert.Single(saved.Others).Officer, saved.Others[0].OfficerDisplayName));
        Assert.Equal("officer/ben", Assert.Single(read.Others).Officer);
        Assert.Equal("mine", read.Draft.Note);
        Assert.Empty(later.Others);
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_draft_that_is_too_long_is_refused_with_its_fields(StoreKind kind)
    {
        await using var triage = await TriageUnderTest.StartAsync(kind);
        var name = await triage.OpenAsync();
        var draft = new Draft { Note = new string('x', 4001), Question = new string('x', 4001), RequestedData = { Enumerable.Repeat(RequestedDatum.Location, 17) }, AnswerWithin = Duration.FromTimeSpan(TimeSpan.FromDays(91)) };

        var refusal = await Assert.ThrowsAsync<RpcException>(() => SaveAsync(triage, name, draft));

        Assert.Equal(["draft.note", "draft.question", "draft.requestedData", "draft.answerWithin"], refusal.Fields());
    }

    private static async Task SaveAsync(TriageUnderTest triage, string name, Draft? draft) =>
        await triage.Ana.SaveDraftAsync(new SaveDraftRequest { RequestId = TriageUnderTest.NewRequest(), CountryCase = name, Draft = draft });
}
