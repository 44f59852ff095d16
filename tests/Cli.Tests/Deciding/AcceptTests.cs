using Grpc.Core;
using Referrals.Cli.Tests.Building;
using Xunit;

namespace Referrals.Cli.Tests.Deciding;

public sealed class AcceptTests
{
    private static readonly string[] Accept = ["accept", ScriptedTriage.Case, "--as", "officer/okoro", "--justification", "CHILD_AT_RISK"];

    [Fact]
    public async Task Without_a_claim_the_case_is_claimed_and_decided_in_one_go_on_the_version_claimed()
    {
        var triage = new ScriptedTriage();
        await using var cli = await WithAsync(triage);
        Assert.Equal(0, (await cli.RunAsync(Accept)).Code);
        Assert.Single(triage.Claims);
        var accepted = Assert.Single(triage.Accepted);
        Assert.Equal(("token-1", 5), (accepted.ClaimToken, accepted.ExpectedVersion));
    }

    [Fact]
    public async Task A_claim_that_was_taken_before_is_used()
    {
        var triage = new ScriptedTriage();
        await using var cli = await WithAsync(triage);
        Assert.Equal(0, (await cli.RunAsync("claim", ScriptedTriage.Case, "--as", "officer/okoro")).Code);
        Assert.Equal(0, (await cli.RunAsync(Accept)).Code);
        Assert.Single(triage.Claims);
        Assert.Equal("token-1", Assert.Single(triage.Accepted).ClaimToken);
    }

    [Fact]
    public async Task A_claim_that_was_lost_is_taken_again()
    {
        var triage = new ScriptedTriage();
        triage.Refusals.Enqueue(Refusals.Of(StatusCode.FailedPrecondition, "CLAIM_LOST"));
        await using var cli = await WithAsync(triage);
        await cli.RunAsync("claim", ScriptedTriage.Case, "--as", "officer/okoro");
        Assert.Equal(0, (await cli.RunAsync(Accept)).Code);
        Assert.Equal(["token-1", "token-2"], triage.Accepted.Select(request => request.ClaimToken));
        Assert.Equal(2, triage.Accepted.Select(request => request.RequestId).Distinct().Count());
    }

    [Fact]
    public async Task A_case_that_changed_since_it_was_claimed_is_not_decided_until_the_officer_has_looked_again()
    {
        var triage = new ScriptedTriage();
        await using var cli = await WithAsync(triage);
        await cli.RunAsync("claim", ScriptedTriage.Case, "--as", "officer/okoro");
        triage.CountryCase.Version = 9;
        triage.Refusals.Enqueue(Refusals.Of(StatusCode.Aborted, "VERSION_CHANGED"));

        var (code, _, error) = await cli.RunAsync(Accept);
        Assert.Equal(1, code);
        Assert.Contains("VERSION_CHANGED", error, StringComparison.Ordinal);
        await cli.RunAsync("case", ScriptedTriage.Case, "--as", "officer/okoro");
        Assert.Equal(0, (await cli.RunAsync(Accept)).Code);

        Assert.Equal([5, 9], triage.Accepted.Select(request => request.ExpectedVersion));
    }

    [Fact]
    public async Task Without_a_reason_nothing_is_claimed()
    {
        var triage = new ScriptedTriage();
        await using var cli = await WithAsync(triage);
        Assert.Equal(2, (await cli.RunAsync("accept", ScriptedTriage.Case, "--as", "officer/okoro")).Code);
        Assert.Empty(triage.Claims);
    }

    private static async Task<CliUnderTest> WithAsync(ScriptedTriage triage) => await new CliUnderTest().Knows("officer/okoro").WithAsync("triage", triage);
}
