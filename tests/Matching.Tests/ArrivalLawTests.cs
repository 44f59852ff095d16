using FsCheck;
using FsCheck.Fluent;
using Referrals.Common.V1;
using Referrals.Evaluation.Match;
using Referrals.Intake.V1;
using Referrals.Matching.CompareReferrals;
using Referrals.Matching.DecideMatch;
using Referrals.Matching.MakeKeys;
using Referrals.Matching.ReadFeatures;
using Referrals.Matching.ScoreMatch;
using Referrals.Matching.V1;
using Referrals.Testing;

namespace Referrals.Matching.Tests;

/// <summary>In whatever order they arrive, two referrals that would be linked if they were the only ones share a case, or an officer is asked about their cases.</summary>
public sealed class ArrivalLawTests
{
    private static readonly byte[] Secret = new byte[32];

    private static readonly Gen<Person> Persons =
        from given in Gen.Elements("Ana", "Anna", "Bruno", "Juan", "A.", "")
        from family in Gen.Elements("Example", "Exmaple", "Sample", "Example Jr", "")
        from birth in Gen.Elements("1980-05-04", "1980-05-05", "1950-03-31", "1990-10-10", "1980", "", "")
        from house in Gen.Elements("12 Long Road", "14 Long Road", "7 Ash Road", "")
        from area in Gen.Elements(("6000", "Cebu City"), ("6000", ""), ("8000", "Davao"), ("", ""))
        select Person(given, family, birth, house, area.Item1, area.Item2);

    private static readonly Gen<Identifier> Identifiers = Gen.Elements(
        Of(IdentifierType.Account, "a1-000042"), Of(IdentifierType.Account, "b7-000007"),
        Of(IdentifierType.Email, "ana@mail.example"), Of(IdentifierType.Email, "ana@mail.exmaple"), Of(IdentifierType.Email, "bruno@mail.example"), Of(IdentifierType.Email, "info@mail.example"),
        Of(IdentifierType.Phone, "+63 900 000 0042"), Of(IdentifierType.Phone, "+63 900 000 0007"),
        Of(IdentifierType.DeviceId, "352099001761481"), Of(IdentifierType.DeviceId, "352099001761499"),
        Of(IdentifierType.Document, "P1000042"), Of(IdentifierType.Document, "P2000007"),
        Of(IdentifierType.ScreenName, "ana_example"));

    private static readonly Gen<Referral> Referrals =
        from persons in Few(Persons, 2)
        from identifiers in Few(Identifiers, 2)
        select Make(persons, identifiers);

    private static readonly Arbitrary<Referral[]> Arrivals = Arb.From(
        from count in Gen.Choose(3, 7)
        from arrivals in Gen.ArrayOf(Referrals, count)
        select arrivals,
        Fewer);

    /// <summary>The son is told from the one without a birthday by the father alone, and joins the case of his account.</summary>
    private static readonly Referral[] Household =
    [
        Make([], [Of(IdentifierType.Account, "a1-000042")]),
        Make([Person("Juan", "Example", "", "12 Long Road", "6000", "Cebu City")], []),
        Make([Person("Juan", "Example", "1950-03-31", "12 Long Road", "6000", "Cebu City")], []),
        Make([Person("Juan", "Example", "1990-10-10", "12 Long Road", "6000", "Cebu City")], [Of(IdentifierType.Account, "a1-000042")]),
    ];

    [Fact]
    public void In_any_order_two_that_would_be_linked_share_a_case_or_an_officer_is_asked() =>
        Prop.ForAll(Arrivals, arrivals => Assert.Empty(Forgotten(Place(arrivals)))).Check(Config.QuickThrowOnFailure.WithMaxTest(5_000));

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task In_the_stores_they_do_so_too_and_what_an_officer_refuses_meanwhile_stands(StoreKind kind)
    {
        foreach (var arrivals in Arrivals.Generator.Sample(5, new Rnd(42), 20).Prepend(Household))
        {
            await using var desk = await Desk.StartAsync(kind);
            var placed = new List<Placed>();
            foreach (var (at, arrival) in arrivals.Index())
            {
                var tip = new Tip("uk-nca") { Persons = arrival.Persons, Identifiers = arrival.Identifiers };
                placed.Add(new Placed(Read(tip.Content), (await desk.ReceiveAsync(tip)).CaseId, await SuggestedAsync(desk, tip)));
                foreach (var refused in at % 2 == 0 ? placed[^1].Suggested : [])
                    await desk.AsReyes.RejectLinkAsync(new RejectLinkRequest { RequestId = $"r-{at}-{refused}", ReferralId = tip.Id, CaseId = refused, Reason = LinkReason.OtherPerson });
            }

            Assert.Empty(Forgotten(placed));
        }
    }

    private static async Task<List<string>> SuggestedAsync(Desk desk, Tip tip) =>
        [.. (await desk.MatchesOfAsync(tip, MatchDecision.Suggested)).Matches.Where(match => match.ReferralId == tip.Id).Select(match => match.CaseId)];

    private static List<Placed> Place(Referral[] arrivals)
    {
        var store = new MemoryStore(MatchModel.Shipped);
        var placed = new List<Placed>();
        foreach (var (at, arrival) in arrivals.Index())
        {
            var features = Read(arrival);
            var (caseId, decision) = store.Place($"ref-{at}", features);
            placed.Add(new Placed(features, caseId, [.. decision.Suggested.Select(match => match.CaseId)]));
        }

        return placed;
    }

    /// <summary>Pairs that would be linked if they were the only ones, are in two cases, and nobody is asked.</summary>
    private static IEnumerable<(int Earlier, int Later)> Forgotten(IReadOnlyList<Placed> placed)
    {
        foreach (var (later, known) in placed.Select((one, at) => (one, placed.Take(at).ToList())))
        {
            var weights = new Weights(MatchModel.Shipped, CorpusOf(known, later.Features));
            foreach (var earlier in known.Where(earlier => earlier.CaseId != later.CaseId && earlier.Tokens.Overlaps(later.Tokens)))
            {
                var links = DecisionRules.Links(ReferralComparer.Compare(later.Features, earlier.Features, weights), MatchModel.Shipped);
                if (links && !placed.Any(one => Asks(one, earlier, later) || Asks(one, later, earlier)))
                    yield return (known.IndexOf(earlier), known.Count);
            }
        }
    }

    private static bool Asks(Placed one, Placed of, Placed about) => one.CaseId == of.CaseId && one.Suggested.Contains(about.CaseId);

    /// <summary>What the store counts when one arrives.</summary>
    private static Corpus CorpusOf(List<Placed> known, ReferralFeatures arriving)
    {
        var counts = known.SelectMany(one => FeatureTerms.Of(one.Features)).CountBy(term => term).ToDictionary();
        foreach (var identifier in arriving.Identifiers)
            counts[IdentifierComparer.TermOf(identifier)] = known.Where(one => one.Tokens.Contains(KeyMaker.TokenOf(identifier, Secret))).Select(one => one.CaseId).Distinct().Count();
        return new Corpus(known.Count, counts);
    }

    private static Gen<T[]> Few<T>(Gen<T> one, int most) =>
        from count in Gen.Choose(0, most)
        from few in Gen.ArrayOf(one, count)
        select few;

    private static IEnumerable<Referral[]> Fewer(Referral[] arrivals)
    {
        for (var at = 0; at < arrivals.Length; at++)
            yield return [.. arrivals[..at], .. arrivals[(at + 1)..]];
        for (var at = 0; at < arrivals.Length; at++)
        {
            var persons = arrivals[at].Persons;
            var identifiers = arrivals[at].Identifiers;
            for (var i = 0; i < persons.Count; i++)
                yield return [.. arrivals[..at], Make(persons.Where((_, j) => j != i), identifiers), .. arrivals[(at + 1)..]];
            for (var i = 0; i < identifiers.Count; i++)
                yield return [.. arrivals[..at], Make(persons, identifiers.Where((_, j) => j != i)), .. arrivals[(at + 1)..]];
        }
    }

    private static ReferralFeatures Read(Referral content) => FeatureReader.Read(content, ["PH"], 1000);

    private static Referral Make(IEnumerable<Person> persons, IEnumerable<Identifier> identifiers) => new() { Persons = { persons }, Identifiers = { identifiers } };

    private static Person Person(string given, string family, string birth, string line, string code, string locality) => new()
    {
        Role = PersonRole.Subject,
        DateOfBirth = birth,
        Names = { new PersonName { Given = given, Family = family } },
        Addresses = { new Address { Line = line, PostalCode = code, Locality = locality } },
    };

    private static Identifier Of(IdentifierType type, string value) => new() { Type = type, Value = value, Service = "ExampleChat", DocumentType = "PASSPORT" };

    private sealed record Placed(ReferralFeatures Features, string CaseId, IReadOnlyList<string> Suggested)
    {
        public HashSet<long> Tokens { get; } = [.. KeyMaker.Make(Features, Secret, 1000).Select(key => key.Token)];
    }
}
