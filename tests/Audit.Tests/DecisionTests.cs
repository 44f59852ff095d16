using Referrals.Audit.AppendRecord;
using Referrals.Audit.GetTrail;
using Referrals.Platform.Outbox;

namespace Referrals.Audit.Tests;

public sealed class DecisionTests
{
    [Fact]
    public void A_referral_is_in_one_case_at_a_time()
    {
        Assert.Equal(
            [new Membership("a", 3, 8), new Membership("b", 8, 20), new Membership("a", 20, long.MaxValue)],
            Membership.Of([(3, "a"), (5, "a"), (8, "b"), (20, "a")]));
        Assert.Empty(Membership.Of([]));
    }

    [Theory]
    [InlineData(new long[] { 1, 2, 3 }, 3, new long[] { })]
    [InlineData(new long[] { 2, 5 }, 5, new long[] { 1, 3, 4 })]
    [InlineData(new long[] { 1, 2 }, 4, new long[] { 3, 4 })]
    public void What_is_missing_is_named(long[] present, long known, long[] missing)
    {
        var state = new StreamState("triage", "cases/x", present[0], present[^1], present.Length, known);
        var completeness = state.ToCompleteness(present);
        Assert.Equal(missing, completeness.Missing);
        Assert.Equal(missing.Length, completeness.MissingCount);
    }

    [Fact]
    public void Of_very_many_missing_a_thousand_are_named_and_all_are_counted()
    {
        var completeness = new StreamState("triage", "cases/x", 5_001, 5_001, 1, 5_001).ToCompleteness([5_001]);
        Assert.Equal((1000, 5000L), (completeness.Missing.Count, completeness.MissingCount));
    }

    [Fact]
    public void The_leaf_is_canonical_json_and_hashed_as_RFC_9162_says()
    {
        var leaf = Leaf.Json("""{"type":"received","version":1}""", Leaf.None);
        Assert.Equal("""{"body":{"type":"received","version":1},"previous":-1}""", leaf);
        Assert.Equal("47ce075c30eb1e028758ab73f9189c48be954a5e9b11fc415366a43231d35100", Convert.ToHexStringLower(Leaf.Hash(leaf)));
    }

    [Theory]
    [InlineData("referrals/ref-1", "ref-1", null, null)]
    [InlineData("cases/case-1", null, "case-1", null)]
    [InlineData("cases/case-1/countries/PH", null, "case-1", "cases/case-1/countries/PH")]
    [InlineData("security", null, null, null)]
    public void A_streams_name_says_what_it_is_about(string stream, string? referral, string? caseId, string? countryCase)
    {
        Assert.Equal(new StreamName(referral, caseId, countryCase), StreamName.Of(stream));
    }

    [Fact]
    public void A_body_from_elsewhere_is_no_record()
    {
        const string Body = """{"sequence":1,"service":"intake","stream":"security","time":"2026-01-01T00:00:00.000000Z","type":"signed_in","version":1}""";
        Assert.Equal("signed_in", LogEntry.Read(Body, new EventPosition("intake", "security", 1)).Type);
        Assert.Throws<FormatException>(() => LogEntry.Read(Body, new EventPosition("triage", "security", 1)));
        Assert.Throws<FormatException>(() => LogEntry.Read(Body, new EventPosition("intake", "security", 2)));
    }
}
