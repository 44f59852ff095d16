using Referrals.Common.V1;
using Referrals.Contracts;
using Referrals.Matching.V1;
using Referrals.Platform.Outbox;
using Referrals.Testing;

namespace Referrals.Matching.Tests;

public sealed class FollowReferralTests
{
    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_supplement_is_announced_in_the_case_and_its_identifiers_find_the_case_afterwards(StoreKind kind)
    {
        await using var desk = await Desk.StartAsync(kind);
        var tip = new Tip("uk-nca").Account("a1-000042");
        var first = await desk.ReceiveAsync(tip);

        await desk.SupplementAsync(tip, 1, new Tip("uk-nca").Email("ana@mail.example").Account("a1-000042"));
        var later = await desk.ReceiveAsync(new Tip("us-fbi").Email("ANA@mail.example"));

        var update = Assert.Single(await desk.Matching.PublishedAsync<ReferralUpdated>());
        Assert.Equal((first.CaseId, ReferralChange.Supplemented, 1, 1), (update.CaseId, update.Change, update.Supplement, update.Referral.Supplements));
        Assert.Equal((MatchDecision.Linked, first.CaseId), (later.Decision, later.CaseId));
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_supplement_that_leads_to_another_case_proposes_it_once_and_moves_nothing(StoreKind kind)
    {
        await using var desk = await Desk.StartAsync(kind);
        var other = await desk.ReceiveAsync(new Tip("us-fbi").Email("ana@mail.example").Phone("+63 900 000 0042"));
        var tip = new Tip("uk-nca").Account("a1-000042");
        var own = await desk.ReceiveAsync(tip);

        await desk.SupplementAsync(tip, 1, new Tip("uk-nca").Email("ana@mail.example"));
        await desk.SupplementAsync(tip, 2, new Tip("uk-nca").Phone("+63 900 000 0042"));

        var matches = await desk.MatchesOfAsync(tip);
        Assert.Equal(own.CaseId, matches.Case.CaseId);
        Assert.Equal((MatchDecision.Suggested, other.CaseId), Assert.Single(matches.Matches.Select(match => (match.Decision, match.CaseId))));
        Assert.Equal([1, 2], (await desk.Matching.PublishedAsync<ReferralUpdated>()).Select(update => update.Supplement!.Value));
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_referral_and_its_supplement_in_one_batch_are_both_matched(StoreKind kind)
    {
        await using var desk = await Desk.StartAsync(kind);
        var tip = new Tip("uk-nca").Account("a1-000042");
        desk.Intake.Put(tip.Id, 0, tip.Content);
        desk.Intake.Put(tip.Id, 1, new Tip("uk-nca").Email("ana@mail.example").Content);
        var stream = $"referrals/{tip.Id}";

        // The later one first: it waits for its predecessor.
        await Task.WhenAll(
            desk.Matching.DeliverAsync(new EventPosition("intake", stream, 2), new InformationAdded { Referral = tip.Metadata, Supplement = 1 }),
            desk.Matching.DeliverAsync(new EventPosition("intake", stream, 1), new ReferralReceived { Referral = tip.Metadata }));

        await Eventually.Async(async () => (await desk.Matching.PublishedAsync<ReferralUpdated>()).Count == 1);
        Assert.Equal(MatchDecision.Linked, (await desk.ReceiveAsync(new Tip("us-fbi").Email("ana@mail.example"))).Decision);
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task What_happens_to_a_referral_is_told_to_its_case_in_order(StoreKind kind)
    {
        await using var desk = await Desk.StartAsync(kind);
        var tip = new Tip("uk-nca").Account("a1-000042");
        var matched = await desk.ReceiveAsync(tip);
        var stream = $"referrals/{tip.Id}";
        desk.Intake.Put(tip.Id, 1, new Tip("uk-nca").Content);

        await desk.Matching.DeliverAsync(stream, new InformationRequestAnswered { Referral = tip.Metadata, InformationRequestId = "irq-1", Supplement = 1 });
        await desk.Matching.DeliverAsync(stream, new InformationRequestAnswered { Referral = tip.Metadata, InformationRequestId = "irq-2", Supplement = 0 });
        await desk.Matching.DeliverAsync(stream, new ConsentGiven { Referral = tip.Metadata, Scope = ConsentScope.CountryTeams });
        await desk.Matching.DeliverAsync(stream, new ConsentRefused { Referral = tip.Metadata });
        await desk.Matching.DeliverAsync(stream, new ReferralWithdrawn { Referral = tip.Metadata, Reason = WithdrawalReason.SentInError });
        await desk.Matching.DeliverAsync(stream, new ReferralErased { ReferralId = tip.Id, Reason = ErasureReason.SenderRequest });

        var published = await desk.Matching.PublishedAsync();
        Assert.All(published, p => Assert.Equal($"cases/{matched.CaseId}", p.Stream));
        Assert.Equal(Enumerable.Range(1, 7), published.Select(p => (int)p.Sequence));
        var updates = published.Select(p => p.Event).OfType<ReferralUpdated>().ToList();
        Assert.Equal(
            [
                ReferralChange.Answered, ReferralChange.Answered, ReferralChange.ConsentGiven, ReferralChange.ConsentRefused, ReferralChange.Withdrawn,
                ReferralChange.Erased,
            ],
            updates.Select(update => update.Change));
        Assert.Equal(("irq-1", 1), (updates[0].InformationRequestId, updates[0].Supplement));
        Assert.Equal(("irq-2", null), (updates[1].InformationRequestId, updates[1].Supplement));
        Assert.Equal(ConsentScope.CountryTeams, updates[2].ConsentScope);
        Assert.All(updates, update => Assert.Equal(tip.Id, update.Referral.ReferralId));
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task An_erased_referral_leaves_no_key_behind_and_those_of_others_stay(StoreKind kind)
    {
        await using var desk = await Desk.StartAsync(kind);
        var erased = new Tip("uk-nca").Account("a1-000042").Email("ana@mail.example");
        var first = await desk.ReceiveAsync(erased);
        var second = new Tip("us-fbi").Account("a1-000042");
        await desk.ReceiveAsync(second);

        await desk.Matching.DeliverAsync($"referrals/{erased.Id}", new ReferralErased { ReferralId = erased.Id, Reason = ErasureReason.RetentionEnded });

        Assert.Equal(MatchDecision.New, (await desk.ReceiveAsync(new Tip("us-ice").Email("ana@mail.example"))).Decision);
        Assert.Equal(first.CaseId, (await desk.ReceiveAsync(new Tip("us-ice").Account("a1-000042"))).CaseId);
        Assert.Equal("a****2", Assert.Single(Assert.Single((await desk.MatchesOfAsync(second)).Matches).Explanation.Comparisons).MaskedValue);
        Assert.Equal(0, await CountAsync(desk, erased.Id));
        await desk.Matching.DeliverAsync($"referrals/{second.Id}", new ReferralErased { ReferralId = second.Id, Reason = ErasureReason.RetentionEnded });
        Assert.Equal("", Assert.Single(Assert.Single((await desk.MatchesOfAsync(second)).Matches).Explanation.Comparisons).MaskedValue);
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task Keys_of_one_that_left_lead_to_the_next_that_holds_them_until_none_does(StoreKind kind)
    {
        await using var desk = await Desk.StartAsync(kind);
        Tip[] tips = [new Tip("uk-nca").Account("a1-000042").Email("ana@mail.example"), new Tip("us-fbi").Account("a1-000042").Email("ana@mail.example"), new Tip("us-ice").Account("a1-000042")];
        var cases = new HashSet<string>();
        foreach (var tip in tips)
            cases.Add((await desk.ReceiveAsync(tip)).CaseId);

        await EraseAsync(desk, tips[0]);
        var afterOne = await desk.AsReyes.SplitCaseAsync(new SplitCaseRequest { RequestId = "s-1", CaseId = cases.Single(), ReferralIds = { tips[1].Id }, Reason = LinkReason.OtherPerson, ExpectedVersion = 3 });
        var byMail = await desk.ReceiveAsync(new Tip("nz-dia").Email("ana@mail.example"));
        await EraseAsync(desk, tips[2]);
        var byAccount = await desk.ReceiveAsync(new Tip("nz-dia").Account("a1-000042"));
        await EraseAsync(desk, tips[1]);

        Assert.Equal(afterOne.After[1].CaseId, byMail.CaseId);
        Assert.Equal(afterOne.After[1].CaseId, byAccount.CaseId);
        Assert.Equal(byMail.CaseId, (await desk.ReceiveAsync(new Tip("au-afp").Email("ana@mail.example"))).CaseId);
        foreach (var tip in tips)
            Assert.Equal(0, await CountAsync(desk, tip.Id));
    }

    private static Task<EventPosition> EraseAsync(Desk desk, Tip tip) =>
        desk.Matching.DeliverAsync($"referrals/{tip.Id}", new ReferralErased { ReferralId = tip.Id, Reason = ErasureReason.RetentionEnded });

    private static Task<long> CountAsync(Desk desk, string referralId) => desk.Matching.Store.ReadSqlAsync(
        (sql, token) => sql.ScalarAsync<long>("select count(*) from features where referral_id = @p0", [referralId], token), CancellationToken.None);
}
