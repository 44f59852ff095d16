using Referrals.Common.V1;
using Referrals.Matching.V1;
using Referrals.Testing;

namespace Referrals.Matching.Tests;

public sealed class OpenQuestionTests
{
    private readonly Tip asked = new Tip("uk-nca").ScreenName("ana_example");
    private readonly Tip asking = new Tip("us-fbi").ScreenName("ana_example").Account("a1-000042");
    private readonly Tip third = new Tip("us-ice").Account("b7-000007");

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_merge_answers_the_question_between_its_two_cases_and_its_undoing_asks_it_again(StoreKind kind)
    {
        await using var desk = await Desk.StartAsync(kind);
        var (one, two) = ((await desk.ReceiveAsync(asked)).CaseId, (await desk.ReceiveAsync(asking)).CaseId);
        await desk.ReceiveAsync(new Tip("us-ice").Account("a1-000042"));

        foreach (var (into, from) in new[] { (one, two), (two, one) })
        {
            Assert.Equal([(asking.Id, one)], await OpenAsync(desk, one, two));
            var ids = (await desk.AsReyes.GetMatchesAsync(new GetMatchesRequest { CaseId = from })).Case.ReferralIds;
            await desk.MergeAsync(into, from);
            Assert.Empty(await OpenAsync(desk, one, two));
            Assert.Contains((await desk.MatchesOfAsync(asking, MatchDecision.Confirmed)).Matches, match => match.CaseId == one);

            var undo = new SplitCaseRequest { RequestId = $"s-{into}", CaseId = into, IntoCaseId = from, Reason = LinkReason.Correction };
            undo.ReferralIds.AddRange(ids);
            await desk.AsReyes.SplitCaseAsync(undo);
        }

        Assert.Equal([(asking.Id, one)], await OpenAsync(desk, one, two));
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task An_undone_merge_that_is_said_to_be_of_another_person_answers_the_question_with_no(StoreKind kind)
    {
        await using var desk = await Desk.StartAsync(kind);
        var (one, two) = ((await desk.ReceiveAsync(asked)).CaseId, (await desk.ReceiveAsync(asking)).CaseId);
        await desk.MergeAsync(two, one);

        await desk.SplitBackAsync(two, one, LinkReason.OtherPerson, asked);

        Assert.Empty(await OpenAsync(desk, one, two));
        Assert.Equal("NOT_THE_SAME", await DeskCorrections.ReasonOf(() => desk.LinkAsync(asking, one)));
    }

    [Theory]
    [InlineData(StoreKind.Sqlite, false), InlineData(StoreKind.Sqlite, true), InlineData(StoreKind.Postgres, false), InlineData(StoreKind.Postgres, true)]
    public async Task A_question_about_a_case_that_ends_is_asked_of_the_one_it_ends_in_until_that_is_undone(StoreKind kind, bool byLink)
    {
        await using var desk = await Desk.StartAsync(kind);
        var (ended, own, into) = ((await desk.ReceiveAsync(asked)).CaseId, (await desk.ReceiveAsync(asking)).CaseId, (await desk.ReceiveAsync(third)).CaseId);

        if (byLink)
            await desk.LinkAsync(asked, into);
        else
            await desk.MergeAsync(into, ended);
        Assert.Equal([(asking.Id, into)], await OpenAsync(desk, ended, own, into));
        await desk.SplitBackAsync(into, ended, LinkReason.Correction, asked);
        Assert.Equal([(asking.Id, ended)], await OpenAsync(desk, ended, own, into));

        await desk.MergeAsync(into, ended);
        await desk.LinkAsync(asking, into);
        Assert.Empty(await OpenAsync(desk, ended, own, into));
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task Two_cases_are_asked_about_once_after_a_merge_too(StoreKind kind)
    {
        await using var desk = await Desk.StartAsync(kind);
        var (ended, own) = ((await desk.ReceiveAsync(asked)).CaseId, (await desk.ReceiveAsync(asking)).CaseId);
        var into = (await desk.ReceiveAsync(new Tip("us-ice").Email("ana@mail.example"))).CaseId;
        var second = new Tip("nz-dia").Account("a1-000042");
        await desk.ReceiveAsync(second);
        await desk.SupplementAsync(second, 1, new Tip("nz-dia").Email("ana@mail.example"));
        Assert.Equal([(asking.Id, ended), (second.Id, into)], (await OpenAsync(desk, ended, into, own)).OrderBy(question => question.Item1 == second.Id));

        await desk.MergeAsync(into, ended);

        Assert.Equal([(second.Id, into)], await OpenAsync(desk, ended, into, own));
        Assert.Equal(new[] { into, own }.Order(), (await SummariesAsync(desk, ended, into, own)).Order());
    }

    private static async Task<List<(string, string)>> OpenAsync(Desk desk, params string[] cases)
    {
        var found = new HashSet<(string, string)>();
        foreach (var id in cases)
        {
            var request = new GetMatchesRequest { CaseId = id };
            request.Decisions.Add(MatchDecision.Suggested);
            found.UnionWith((await desk.AsReyes.GetMatchesAsync(request)).Matches.Select(match => (match.ReferralId, match.CaseId)));
        }

        if (found.Count == 0)
            Assert.Empty(await SummariesAsync(desk, cases));
        return [.. found];
    }

    private static async Task<IEnumerable<string>> SummariesAsync(Desk desk, params string[] cases)
    {
        var request = new SummariseSuggestionsRequest();
        request.CaseIds.AddRange(cases);
        return (await desk.AsReyes.SummariseSuggestionsAsync(request)).Summaries.Select(summary => summary.CaseId);
    }
}
