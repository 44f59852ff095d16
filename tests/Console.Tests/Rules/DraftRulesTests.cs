using Referrals.Console.TestPolicy;
using Referrals.Testing;

namespace Referrals.Console.Tests.Rules;

public sealed class DraftRulesTests
{
    private const string Draft = """
        version: test.1
        teams:
          - id: a
            name: A

        rules:
          # The first.
          - id: one
            name: Rule one
            lead: [a]

          - name: "Rule two"
            id: two
            lead: [a]
          # The last.
          - id: three
            lead: [a]

        # What comes after.
        defaults: {}
        """;

    [Fact]
    public void Rules_are_read_in_their_order_wherever_their_id_stands() =>
        Assert.Equal([new("one", "Rule one"), new("two", "Rule two"), new("three", "")], DraftRules.Read(Draft).Rules);

    [Theory]
    [InlineData(0, 1, "two one three")]
    [InlineData(1, -1, "two one three")]
    [InlineData(1, 1, "one three two")]
    [InlineData(2, -1, "one three two")]
    [InlineData(0, -1, "one two three")]
    [InlineData(2, 1, "one two three")]
    [InlineData(7, -1, "one two three")]
    public void A_rule_moves_one_place_and_never_out_of_the_list(int index, int by, string order) =>
        Assert.Equal(order, string.Join(' ', DraftRules.Read(DraftRules.Read(Draft).Move(index, by)).Rules.Select(rule => rule.Id)));

    [Fact]
    public void A_comment_goes_with_the_rule_below_it_and_all_else_stays()
    {
        var moved = DraftRules.Read(Draft).Move(2, -1);

        Assert.Contains("  # The last.\n  - id: three\n    lead: [a]\n  - name: \"Rule two\"", moved, StringComparison.Ordinal);
        Assert.StartsWith("version: test.1\nteams:\n  - id: a", moved, StringComparison.Ordinal);
        Assert.EndsWith("\n# What comes after.\ndefaults: {}", moved, StringComparison.Ordinal);
        Assert.Equal(Draft.ReplaceLineEndings("\n"), DraftRules.Read(moved).Move(1, 1));
    }

    [Theory, InlineData(""), InlineData("rules:"), InlineData("rules: []"), InlineData("version: ["), InlineData("- id: a")]
    public void A_text_without_a_list_of_rules_has_none_and_stays_as_it_is(string text)
    {
        Assert.Empty(DraftRules.Read(text).Rules);
        Assert.Equal(text, DraftRules.Read(text).Move(0, 1));
    }

    [Fact]
    public void Every_order_of_the_policy_that_comes_with_the_exchange_can_be_reached_and_gone_back_from()
    {
        var yaml = File.ReadAllText(Repository.File("deploy", "policies", "routing", "philippines.yaml")).ReplaceLineEndings("\n");
        var count = DraftRules.Read(yaml).Rules.Count;

        var last = Enumerable.Range(0, count - 1).Aggregate(yaml, (draft, place) => DraftRules.Read(draft).Move(place, 1));
        var back = Enumerable.Range(0, count - 1).Aggregate(last, (draft, place) => DraftRules.Read(draft).Move(count - 1 - place, -1));

        Assert.True(count > 10);
        Assert.Equal(DraftRules.Read(yaml).Rules[0], DraftRules.Read(last).Rules[^1]);
        Assert.Equal(yaml, back);
    }
}
