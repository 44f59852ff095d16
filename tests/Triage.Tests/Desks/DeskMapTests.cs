using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using Xunit;

namespace Referrals.Triage.Tests.Desks;

public sealed class DeskMapTests
{
    [Theory]
    [InlineData("PH", "ph")]
    [InlineData("TH", "general")]
    [InlineData("ZZ", "general")]
    public void By_default_the_Philippines_have_a_desk_and_all_else_is_with_the_general_one(string country, string desk) =>
        Assert.Equal(desk, new DeskMap(Options.Create(new TriageOptions())).Of(country));

    [Fact]
    public void A_desk_may_have_several_countries()
    {
        var desks = new DeskMap(Options.Create(new TriageOptions { GeneralDesk = "rest", Desks = new() { ["asia"] = ["PH", "TH"] } }));
        Assert.Equal(("asia", "asia", "rest"), (desks.Of("PH"), desks.Of("TH"), desks.Of("KE")));
    }

    public static TheoryData<string, TriageOptions> Wrong => new()
    {
        { "two desks", new TriageOptions { Desks = new() { ["a"] = ["PH"], ["b"] = ["PH"] } } },
        { "alpha-2", new TriageOptions { Desks = new() { ["a"] = ["PHL"] } } },
        { "ClaimLease", new TriageOptions { ClaimLease = TimeSpan.Zero } },
        { "DueP1", new TriageOptions { DueP2 = TimeSpan.FromMinutes(1) } },
    };

    [Theory, MemberData(nameof(Wrong))]
    public void Options_that_make_no_sense_are_refused_at_the_start(string said, TriageOptions options) =>
        Assert.Contains(said, Assert.Single(options.Validate(new ValidationContext(options))).ErrorMessage, StringComparison.Ordinal);
}
