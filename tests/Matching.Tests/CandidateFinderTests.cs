using Referrals.Common.V1;
using Referrals.Matching.FindCandidates;
using Referrals.Matching.MakeKeys;
using Referrals.Matching.PlaceReferral;
using Referrals.Matching.V1;

namespace Referrals.Matching.Tests;

public sealed class CandidateFinderTests
{
    private const int HotCases = 64;

    [Fact]
    public void What_shares_the_rarest_keys_is_compared_first()
    {
        var found = CandidateFinder.Find([Person(0, "case-a", "case-b"), Person(1, "case-b"), Person(2, "case-c")], HotCases);

        Assert.Equal(["case-b", "case-c", "case-a"], found.Cases.Select(candidate => candidate.CaseId));
        Assert.Equal(0, found.Left);
    }

    [Theory]
    [InlineData(7, 7)]
    [InlineData(8, 0)]
    public void One_thing_said_of_a_person_that_stands_in_eight_cases_is_no_reason_to_compare(int cases, int compared)
    {
        var found = CandidateFinder.Find([Person(0, Cases(cases))], HotCases);

        Assert.Equal(compared, found.Cases.Count);
        Assert.Equal(cases - compared, found.Left);
    }

    [Fact]
    public void Two_that_stand_in_many_cases_each_lead_to_the_case_that_shares_both()
    {
        var found = CandidateFinder.Find([Person(0, ["case-both", .. Cases(14)]), Person(1, ["case-both", "case-x", .. Cases(9).Select(id => $"{id}-other")])], HotCases);

        Assert.Equal("case-both", Assert.Single(found.Cases).CaseId);
    }

    [Theory]
    [InlineData(IdentifierType.Account, true)]
    [InlineData(IdentifierType.FileHash, true)]
    [InlineData(IdentifierType.Ip, false)]
    public void An_identifier_leads_to_its_cases_until_it_is_hot_and_an_address_of_the_network_as_little_as_a_name(IdentifierType type, bool compared)
    {
        MatchingKey key = new(type, 1, "");

        Assert.Equal(compared, CandidateFinder.Find([Evidence(key, Cases(HotCases))], HotCases).Cases.Count > 0);
        Assert.Empty(CandidateFinder.Find([Evidence(key, Cases(HotCases + 1))], HotCases).Cases);
    }

    [Fact]
    public void No_more_than_sixteen_cases_are_compared_those_with_the_rarest_keys_first()
    {
        MatchingKey account = new(IdentifierType.Account, 1, "");
        var found = CandidateFinder.Find([Evidence(account, Cases(40)), Person(2, "case-39")], HotCases);

        Assert.Equal(16, found.Cases.Count);
        Assert.Equal("case-39", found.Cases[0].CaseId);
        Assert.Equal(24, found.Left);
    }

    [Fact]
    public void No_more_than_sixty_four_referrals_that_share_a_key_are_compared_nor_thirty_of_one_case()
    {
        var evidence = Enumerable.Range(0, 50).Select(i => new KeyEvidence(new MatchingKey(IdentifierType.Account, i, ""), 6, [.. Cases(6).Select(id => new KeyedCase(id, $"ref-{id}-{i}"))]));
        var found = CandidateFinder.Find([.. evidence], HotCases);

        Assert.Equal([30, 30, 4], found.Cases.Select(candidate => candidate.ReferralIds.Count));
        Assert.Equal(3, found.Left);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(1_000)]
    public void Whatever_the_cap_a_key_of_one_case_leads_to_it(int hotCases) => Assert.Single(CandidateFinder.Find([Person(0, "case-a")], hotCases).Cases);

    private static string[] Cases(int count) => [.. Enumerable.Range(0, count).Select(i => $"case-{i:00}")];

    private static KeyEvidence Person(long token, params string[] cases) =>
        Evidence(new MatchingKey(IdentifierType.Unspecified, token, "") { Field = ComparedField.PersonName }, cases);

    private static KeyEvidence Evidence(MatchingKey key, string[] cases) => new(key, cases.Length, [.. cases.Select(id => new KeyedCase(id, $"ref-{id}"))]);
}
