using System.Security.Cryptography;
using Referrals.Common.V1;
using Referrals.Contracts;
using Referrals.Matching.FindPictures;
using Referrals.Matching.V1;
using Referrals.Platform.Outbox;
using Referrals.Testing;

namespace Referrals.Matching.Tests;

public sealed class PictureTests
{
    [Theory]
    [InlineData(StoreKind.Sqlite, 0)]
    [InlineData(StoreKind.Sqlite, 31)]
    [InlineData(StoreKind.Postgres, 0)]
    [InlineData(StoreKind.Postgres, 31)]
    public async Task A_near_copy_of_a_picture_that_another_agency_named_is_suggested_and_links_nothing(StoreKind kind, int bits)
    {
        await using var desk = await Desk.StartAsync(kind, instances(kind));
        var first = await desk.ReceiveAsync(Naming("uk-nca", 1, 0).Account("a1-000042"));
        var copy = Naming("us-fbi", 1, bits).Phone("+63 900 000 0042");
        await desk.DeliverAsync(copy, desk.Instances.Count - 1);

        var suggested = Assert.Single((await desk.MatchesOfAsync(copy, MatchDecision.Suggested)).Matches);
        Assert.Equal(first.CaseId, suggested.CaseId);
        var comparison = Assert.Single(suggested.Explanation.Comparisons);
        Assert.Equal((IdentifierType.FileHash, bits == 0 ? "exact" : "alike"), (comparison.IdentifierType, comparison.Level));
        Assert.Single((await desk.MatchesOfAsync(copy, MatchDecision.New)).Matches);

        static int instances(StoreKind kind) => kind == StoreKind.Postgres ? 2 : 1;
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_picture_that_differs_in_32_bits_is_another(StoreKind kind)
    {
        await using var desk = await Desk.StartAsync(kind);
        await desk.ReceiveAsync(Naming("uk-nca", 1, 0).Account("a1-000042"));
        var other = Naming("us-fbi", 1, 32).Phone("+63 900 000 0042");
        await desk.ReceiveAsync(other);

        Assert.Empty((await desk.MatchesOfAsync(other, MatchDecision.Suggested)).Matches);
    }

    [Theory, InlineData(StoreKind.Sqlite, 1), InlineData(StoreKind.Postgres, 4)]
    public async Task Near_copies_that_arrive_at_once_are_never_both_unseen(StoreKind kind, int count)
    {
        const int Pairs = 40;
        await using var desk = await Desk.StartAsync(kind, count);
        var copies = Enumerable.Range(0, Pairs).SelectMany(pair => new[] { Naming("uk-nca", pair, 0).Account($"a1-{pair:000000}"), Naming("us-fbi", pair, 12).Account($"b7-{pair:000000}", "Example Mail") }).ToList();

        await Parallel.ForEachAsync(copies.Index(), new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (copy, _) => await desk.DeliverAsync(copy.Item, copy.Index % count));

        foreach (var pair in copies.Chunk(2))
        {
            var suggested = new List<int>();
            foreach (var copy in pair)
                suggested.Add((await desk.MatchesOfAsync(copy, MatchDecision.Suggested)).Matches.Count);
            Assert.Equal([0, 1], suggested.Order());
        }
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_picture_in_more_cases_than_the_cap_leads_nowhere_and_says_so(StoreKind kind)
    {
        await using var desk = await Desk.StartAsync(kind, configuration: new Dictionary<string, string> { ["Matching:HotCases"] = "2" });
        for (var i = 0; i < 3; i++)
            await desk.ReceiveAsync(Naming("uk-nca", 1, i).Account($"a1-{i:000000}"));
        var tip = Naming("us-fbi", 1, 9).Phone("+63 900 000 0042");
        await desk.ReceiveAsync(tip);

        Assert.Empty((await desk.MatchesOfAsync(tip, MatchDecision.Suggested)).Matches);
        var dropped = Assert.Single(Assert.Single((await desk.MatchesOfAsync(tip, MatchDecision.New)).Matches).Explanation.DroppedKeys);
        Assert.Equal((IdentifierType.FileHash, 3, 2), (dropped.IdentifierType, dropped.Frequency, dropped.Cap));
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_case_is_found_by_the_pictures_of_its_others_when_one_is_erased_and_by_none_when_all_are(StoreKind kind)
    {
        await using var desk = await Desk.StartAsync(kind);

        // More of one case than it is found by.
        List<Tip> tips = [.. Enumerable.Range(0, 26).Select(i => Naming("uk-nca", 1, 0).Account("a1-000042"))];
        foreach (var tip in tips)
            await desk.ReceiveAsync(tip);
        foreach (var tip in tips[..25])
            await EraseAsync(desk, tip);
        var found = Naming("us-fbi", 1, 5).Phone("+63 900 000 0042");
        await desk.ReceiveAsync(found);
        Assert.Single((await desk.MatchesOfAsync(found, MatchDecision.Suggested)).Matches);

        await EraseAsync(desk, tips[25]);
        await EraseAsync(desk, found);
        var late = Naming("us-ice", 1, 7).Phone("+63 900 000 0043");
        await desk.ReceiveAsync(late);
        Assert.Empty((await desk.MatchesOfAsync(late, MatchDecision.Suggested)).Matches);
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_picture_that_was_added_later_leads_to_the_case_as_well(StoreKind kind)
    {
        await using var desk = await Desk.StartAsync(kind);
        var tip = new Tip("uk-nca").Account("a1-000042");
        var first = await desk.ReceiveAsync(tip);
        await desk.SupplementAsync(tip, 1, Naming("uk-nca", 1, 0));
        var copy = Naming("us-fbi", 1, 20).Phone("+63 900 000 0042");
        await desk.ReceiveAsync(copy);

        Assert.Equal(first.CaseId, Assert.Single((await desk.MatchesOfAsync(copy, MatchDecision.Suggested)).Matches).CaseId);
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task Whoever_asks_for_a_picture_is_told_who_reported_what_looks_like_it(StoreKind kind)
    {
        await using var desk = await Desk.StartAsync(kind);
        await desk.ReceiveAsync(Naming("us-ice", 1, 3).Account("b7-000007"));
        var tip = Naming("uk-nca", 1, 0).Account("a1-000042");
        await desk.ReceiveAsync(tip);
        var ice = desk.As(Callers.Agency("us-ice"));

        var hit = await ice.QueryIdentifierAsync(Ask("q-1", Naming("us-ice", 1, 20)));
        var miss = await ice.QueryIdentifierAsync(Ask("q-2", Naming("us-ice", 2, 0)));

        Assert.Equal((true, "uk-nca"), (hit.Hit, Assert.Single(hit.Contacts).AgencyId));
        Assert.False(miss.Hit);
        Assert.Equal(tip.Id, Assert.Single(await desk.Matching.PublishedAsync<IdentifierQueried>()).ReferralId);
    }

    [Fact]
    public void A_sealed_picture_opens_for_its_referral_alone()
    {
        var (looks, secret) = (Looks(1, 0), new byte[32]);
        var box = PictureSeal.Seal(looks, "ref-1", secret);

        Assert.Equal(looks, PictureSeal.Open(box, "ref-1", secret));
        Assert.ThrowsAny<CryptographicException>(() => PictureSeal.Open(box, "ref-2", secret));
        Assert.ThrowsAny<CryptographicException>(() => PictureSeal.Open(box[..^1], "ref-1", secret));
    }

    private static Task<EventPosition> EraseAsync(Desk desk, Tip tip) =>
        desk.Matching.DeliverAsync($"referrals/{tip.Id}", new ReferralErased { ReferralId = tip.Id, Reason = ErasureReason.RetentionEnded });

    private static QueryIdentifierRequest Ask(string request, Tip naming) =>
        new() { RequestId = request, Identifier = naming.Identifiers[0], Reason = QueryReason.OpenInvestigation, AgencyReference = "ICE-7" };

    /// <summary>A tip that names a picture of this number, or a copy of it that differs in so many bits.</summary>
    private static Tip Naming(string agency, int number, int bits)
    {
        var tip = new Tip(agency);
        var looks = Looks(number, bits);
        return tip with { Identifiers = [new Identifier { Type = IdentifierType.FileHash, Algorithm = Common.V1.HashAlgorithm.Pdq, Value = $"{looks.A:x16}{looks.B:x16}{looks.C:x16}{looks.D:x16}" }] };
    }

    private static PictureHash Looks(int number, int bits)
    {
        var random = new Random(number);
        var looks = new PictureHash((ulong)random.NextInt64(), (ulong)random.NextInt64(), (ulong)random.NextInt64(), (ulong)random.NextInt64());
        for (var bit = 0; bit < bits; bit++)
            looks = (bit % 2) == 0 ? looks with { A = looks.A ^ (1UL << bit) } : looks with { C = looks.C ^ (1UL << bit) };
        return looks;
    }
}
