using Referrals.Cli.Tests.Building;
using Xunit;

namespace Referrals.Cli.Tests.Sending;

public sealed class SubmitTests
{
    private static readonly string[] Submit = ["submit", "-", "--as", "agency/uk-nca"];

    [Fact]
    public async Task A_referral_that_is_not_one_is_not_sent_and_its_fields_are_named()
    {
        var intake = new ScriptedIntake();
        await using var cli = await WithAsync(intake);

        var (code, _, error) = await cli.RunAsync(Submit, """{"agencyReference":"EX-1","incidentType":"FISHING","colour":"red","persons":[{"role":7.5}]}""");

        Assert.Equal(2, code);
        Assert.Contains("incidentType: ", error, StringComparison.Ordinal);
        Assert.Contains("colour: ", error, StringComparison.Ordinal);
        Assert.Contains("persons[0].role: ", error, StringComparison.Ordinal);
        Assert.DoesNotContain("FISHING", error, StringComparison.Ordinal);
        Assert.Empty(intake.Submitted);
    }

    [Fact]
    public async Task While_the_service_is_away_the_call_is_made_again_under_the_same_request_id()
    {
        var intake = new ScriptedIntake { Outages = 2 };
        await using var cli = await WithAsync(intake);

        var (code, _, error) = await cli.RunAsync(Submit, Document("EX-1"));

        Assert.Equal((0, ""), (code, error));
        Assert.Equal(3, intake.Submitted.Count);
        Assert.Single(intake.Submitted.Select(request => request.RequestId).Distinct());
    }

    [Fact]
    public async Task Two_runs_have_two_request_ids()
    {
        var intake = new ScriptedIntake();
        await using var cli = await WithAsync(intake);
        await cli.RunAsync(Submit, Document("EX-1"));
        await cli.RunAsync(Submit, Document("EX-1"));
        Assert.Equal(2, intake.Submitted.Select(request => request.RequestId).Distinct().Count());
    }

    [Fact]
    public async Task Of_many_each_has_its_result_and_one_that_is_refused_ends_with_1()
    {
        var intake = new ScriptedIntake();
        await using var cli = await WithAsync(intake);

        var (code, output, _) = await cli.RunAsync(Submit, string.Join('\n', Document("EX-1"), Document("REFUSED"), Document("EX-3")));

        Assert.Equal(1, code);
        Assert.Contains("2 received, of these 0 before; 1 refused.", output, StringComparison.Ordinal);
        Assert.Contains("REFERENCE_REUSED", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stream_that_breaks_goes_on_with_what_has_no_result()
    {
        var intake = new ScriptedIntake { BreakAfter = 2 };
        await using var cli = await WithAsync(intake);

        var (code, output, _) = await cli.RunAsync([.. Submit, "--json"], "[" + string.Join(',', Enumerable.Range(1, 5).Select(i => Document($"EX-{i}"))) + "]");

        Assert.Equal(0, code);
        Assert.Equal(5, output.TrimEnd().Split('\n').Length);
        Assert.Equal(5, intake.Items.Select(item => item.RequestId).Distinct().Count());
        Assert.Equal(["EX-1", "EX-2", "EX-3", "EX-4", "EX-5"], intake.Items.Select(item => item.Referral.AgencyReference).Distinct().Order(StringComparer.Ordinal));
    }

    private static async Task<CliUnderTest> WithAsync(ScriptedIntake intake) => await new CliUnderTest().Knows("agency/uk-nca").WithAsync("intake", intake);

    private static string Document(string reference) =>
        $$"""{"agencyReference":"{{reference}}","incidentType":"LIVE_STREAMED","countries":["PH"],"handling":{"tlp":"AMBER"},"narrative":"[withheld]"}""";
}
