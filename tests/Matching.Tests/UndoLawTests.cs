using Microsoft.EntityFrameworkCore;
using Referrals.Common.V1;
using Referrals.Matching.V1;
using Referrals.Testing;

namespace Referrals.Matching.Tests;

/// <summary>What an officer undoes is as it was: where referrals are, who reported, what is asked, and what each key leads to.</summary>
public sealed class UndoLawTests
{
    private const int Groups = 4;
    private static readonly string[] Agencies = ["uk-nca", "us-fbi", "us-ice", "nz-dia", "au-afp"];

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task Split_then_merge_restores_whichever_referrals_are_taken_out(StoreKind kind)
    {
        await using var desk = await Desk.StartAsync(kind);
        var (tips, before) = await ReceiveAsync(desk);
        foreach (var (round, known) in before.Cases.Index())
        {
            var members = before.ReferralsOf(known.Id);
            var taken = members.Where((_, at) => (at + round) % 3 != 0).Take(members.Count - 1).ToList();

            var split = await desk.AsReyes.SplitCaseAsync(new SplitCaseRequest { RequestId = $"s-{round}", CaseId = known.Id, ReferralIds = { taken }, Reason = LinkReason.OtherPerson });
            var apart = await StateAsync(desk);
            await desk.AsReyes.MergeCasesAsync(new MergeCasesRequest { RequestId = $"m-{round}", IntoCaseId = known.Id, FromCaseId = split.After[1].CaseId, Reason = LinkReason.Correction });

            Assert.Equal(taken.Order(StringComparer.Ordinal), apart.ReferralsOf(split.After[1].CaseId));
            Assert.NotEqual(before.Keys, apart.Keys);
            AssertSame(before, await StateAsync(desk));
        }

        await AssertFoundAsync(desk, tips, before);
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task Merge_then_split_back_restores_whichever_cases_were_joined(StoreKind kind)
    {
        await using var desk = await Desk.StartAsync(kind);
        var (tips, before) = await ReceiveAsync(desk);
        foreach (var (round, (into, from)) in before.Cases.Zip(before.Cases.Skip(1)).Index())
        {
            await desk.AsReyes.MergeCasesAsync(new MergeCasesRequest { RequestId = $"m-{round}", IntoCaseId = into.Id, FromCaseId = from.Id, Reason = LinkReason.SamePerson });
            var joined = await StateAsync(desk);
            await desk.AsReyes.SplitCaseAsync(new SplitCaseRequest { RequestId = $"s-{round}", CaseId = into.Id, IntoCaseId = from.Id, ReferralIds = { before.ReferralsOf(from.Id) }, Reason = LinkReason.Correction });

            Assert.Equal(before.Cases.Count - 1, joined.Cases.Count);
            AssertSame(before, await StateAsync(desk));
        }

        await AssertFoundAsync(desk, tips, before);
    }

    /// <summary>Cases that share keys with one another: an account of each, an address of their own for each referral, and a screen name and a town of all.</summary>
    private static async Task<(List<Tip> Tips, State State)> ReceiveAsync(Desk desk)
    {
        var tips = Enumerable.Range(0, 20).Select(i => new Tip(Agencies[i * 7 % Agencies.Length]) { Countries = i % 3 == 0 ? ["PH", "NZ"] : ["PH"] }
            .Account($"a1-{i % Groups:000000}").Email($"ana{i}@mail.example").Phone($"+63 900 000 00{i % 10}2").ScreenName(i % 5 == 0 ? "ana_example" : $"other{i}")).ToList();
        foreach (var tip in tips)
            await desk.DeliverAsync(tip);
        await desk.SupplementAsync(tips[0], 1, new Tip(tips[0].Agency).Email("anna@mail.example").Account("c3-000003"));
        return (tips, await StateAsync(desk));
    }

    /// <summary>What shares an address with one of them finds the case that it is in.</summary>
    private static async Task AssertFoundAsync(Desk desk, List<Tip> tips, State before)
    {
        foreach (var tip in tips)
        {
            var email = tip.Identifiers.Single(identifier => identifier.Type == IdentifierType.Email).Value;
            Assert.Equal(before.Referrals.Single(referral => referral.Id == tip.Id).CaseId, (await desk.ReceiveAsync(new Tip("ca-rcmp").Email(email))).CaseId);
        }
    }

    private static void AssertSame(State before, State after)
    {
        Assert.Equal(before.Cases, after.Cases);
        Assert.Equal(before.Referrals, after.Referrals);
        Assert.Equal(before.Suggestions, after.Suggestions);
        Assert.Equal(before.Keys, after.Keys);
        Assert.Equal(before.Terms, after.Terms);
    }

    private static async Task<State> StateAsync(Desk desk)
    {
        var (cases, referrals, suggestions) = await desk.Matching.Store.ReadAsync(
            async (db, token) => (
                await db.Cases.Where(row => row.ReferralCount > 0).OrderBy(row => row.Id).ToListAsync(token),
                await db.Referrals.OrderBy(row => row.Id).Select(row => new { row.Id, row.CaseId }).ToListAsync(token),
                await db.Suggestions.OrderBy(row => row.ReferralId).ThenBy(row => row.CaseId).Select(row => new { row.ReferralId, row.CaseId, row.Decision }).ToListAsync(token)),
            CancellationToken.None);
        var keys = desk.Matching.Database is null ? "select k.token, f.case_id from keys k join features f on f.number = k.part" : "select unnest(brought) as token, case_id from features";
        return new State(
            [.. cases.Select(row => new StandingCase(row.Id, row.ReferralCount, string.Join(' ', row.Agencies.Order()), string.Join(' ', row.Countries.Order()), row.MergedInto))],
            [.. referrals.Select(row => (row.Id, row.CaseId))],
            [.. suggestions.Select(row => (row.ReferralId, row.CaseId, row.Decision))],
            await NumbersAsync(desk, $"{keys} order by 1, 2"),
            await NumbersAsync(desk, "select token, cast(referrals as text) from terms order by 1"));
    }

    private static Task<List<(long, string)>> NumbersAsync(Desk desk, string query) =>
        desk.Matching.Store.ReadSqlAsync((sql, token) => sql.QueryAsync(query, [], row => (row.Number(0), row.Text(1)), token), CancellationToken.None);

    private sealed record StandingCase(string Id, int Count, string Agencies, string Countries, string? MergedInto);

    private sealed record State(
        List<StandingCase> Cases,
        List<(string Id, string CaseId)> Referrals,
        List<(string ReferralId, string CaseId, MatchDecision Decision)> Suggestions,
        List<(long Token, string CaseId)> Keys,
        List<(long Token, string Count)> Terms)
    {
        public List<string> ReferralsOf(string caseId) => [.. Referrals.Where(referral => referral.CaseId == caseId).Select(referral => referral.Id)];
    }
}
