using Referrals.Common.V1;
using Referrals.Matching.PlaceReferral;

namespace Referrals.Matching.Tests;

public sealed class LinkRulesTests
{
    private const int Hot = 3;

    [Theory]
    [InlineData(IdentifierType.Account, true)]
    [InlineData(IdentifierType.Email, true)]
    [InlineData(IdentifierType.Phone, true)]
    [InlineData(IdentifierType.ScreenName, false)]
    [InlineData(IdentifierType.ProfileUrl, false)]
    public void A_strong_identifier_links_and_a_weak_one_only_suggests(IdentifierType type, bool links)
    {
        var decision = LinkRules.Place([Key(type, 1, "case-a")], Hot);

        Assert.Equal(links ? "case-a" : null, decision.Linked?.CaseId);
        Assert.Equal(links ? [] : ["case-a"], decision.Suggested.Select(match => match.CaseId));
    }

    [Fact]
    public void Nothing_shared_is_a_new_case()
    {
        var decision = LinkRules.Place([], Hot);

        Assert.Null(decision.Linked);
        Assert.Empty(decision.Suggested);
    }

    [Fact]
    public void Of_several_cases_the_oldest_is_joined_and_the_others_are_suggested_never_merged()
    {
        var decision = LinkRules.Place([Key(IdentifierType.Phone, 1, "case-b"), Key(IdentifierType.Account, 2, "case-c", "case-a")], Hot);

        Assert.Equal("case-a", decision.Linked!.CaseId);
        Assert.Equal(["case-b", "case-c"], decision.Suggested.Select(match => match.CaseId));
        Assert.Equal(3, decision.Candidates);
    }

    [Fact]
    public void An_older_case_with_a_weak_identifier_does_not_win_over_a_younger_with_a_strong_one()
    {
        var decision = LinkRules.Place([Key(IdentifierType.ScreenName, 1, "case-a"), Key(IdentifierType.Email, 2, "case-b")], Hot);

        Assert.Equal("case-b", decision.Linked!.CaseId);
        Assert.Equal(["case-a"], decision.Suggested.Select(match => match.CaseId));
    }

    [Fact]
    public void A_hot_key_decides_nothing_and_is_named()
    {
        var hot = Key(IdentifierType.Account, 1, "case-a", "case-b", "case-c", "case-d");
        var decision = LinkRules.Place([hot, Key(IdentifierType.Phone, 2, "case-c")], Hot);

        Assert.Equal("case-c", decision.Linked!.CaseId);
        Assert.Equal([IdentifierType.Phone], decision.Linked.Shared.Select(key => key.Type));
        Assert.Empty(decision.Suggested);
        Assert.Equal([hot], decision.Dropped);
    }

    [Fact]
    public void A_key_at_the_cap_still_links() =>
        Assert.Equal("case-a", LinkRules.Place([Key(IdentifierType.Account, 1, "case-a", "case-b", "case-c")], Hot).Linked?.CaseId);

    [Fact]
    public void What_is_added_to_a_referral_suggests_other_cases_and_not_its_own()
    {
        var decision = LinkRules.Suggest([Key(IdentifierType.Account, 1, "case-a", "case-b")], "case-b", Hot);

        Assert.Null(decision.Linked);
        Assert.Equal(["case-a"], decision.Suggested.Select(match => match.CaseId));
    }

    [Fact]
    public void Suggestions_are_bounded_and_the_strongest_come_first()
    {
        var many = Key(IdentifierType.ScreenName, 1, [.. Enumerable.Range(0, 50).Select(i => $"case-{i:00}")]);
        var decision = LinkRules.Suggest([many, Key(IdentifierType.ProfileUrl, 2, "case-40"), Key(IdentifierType.Phone, 3, "case-41")], "case-own", 100);

        Assert.Equal(32, decision.Suggested.Count);
        Assert.Equal(["case-41", "case-40", "case-00"], decision.Suggested.Take(3).Select(match => match.CaseId));
    }

    private static KeyEvidence Key(IdentifierType type, long token, params string[] cases) =>
        new(type, token, cases.Length, [.. cases.Select(name => new KeyedCase(name, $"ref-of-{name}"))]);
}
