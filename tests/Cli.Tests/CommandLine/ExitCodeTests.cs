using System.Text.Json;
using Grpc.Core;
using Referrals.Cli.Tests.Building;
using Referrals.Testing;
using Xunit;

namespace Referrals.Cli.Tests.CommandLine;

public sealed class ExitCodeTests
{
    private const string Referral = """{"agencyReference":"EX-1","incidentType":"LIVE_STREAMED","countries":["PH"],"handling":{"tlp":"AMBER"},"narrative":"[withheld]"}""";

    [Theory]
    [InlineData("acept")]
    [InlineData("accept")]
    [InlineData("reject", "x")]
    [InlineData("reject", "x", "--disposition", "MAYBE")]
    [InlineData("clock", "--advance", "soon")]
    [InlineData("clock", "--to", "1d", "--advance", "1d")]
    [InlineData("progress", "hof-1", "DANCED")]
    [InlineData("queue", "--limit", "many")]
    public async Task What_the_command_line_does_not_understand_ends_with_2_and_calls_nobody(params string[] arguments)
    {
        await using var cli = new CliUnderTest();
        var (code, output, error) = await cli.RunAsync(arguments);
        Assert.Equal(2, code);
        Assert.Empty(output.Trim());
        Assert.NotEmpty(error);
    }

    [Fact]
    public async Task Help_ends_with_0() => Assert.Equal(0, (await new CliUnderTest().RunAsync("--help")).Code);

    [Fact]
    public async Task Where_no_exchange_runs_the_run_ends_with_3_and_says_where_it_looked()
    {
        await using var cli = new CliUnderTest();
        var (code, _, error) = await cli.RunAsync("queue", "--as", "officer/okoro");
        Assert.Equal(3, code);
        Assert.Contains(cli.Data, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_exchange_that_does_not_answer_ends_with_3()
    {
        await using var cli = new CliUnderTest().Knows("officer/okoro").At("triage", $"http://127.0.0.1:{FreePort.Next()}");
        Assert.Equal(3, (await cli.RunAsync("queue", "--as", "officer/okoro")).Code);
    }

    [Fact]
    public async Task A_file_that_is_not_an_exchange_ends_with_3()
    {
        await using var cli = new CliUnderTest();
        await File.WriteAllTextAsync(Path.Combine(cli.Data, "exchange.json"), """{"grpc":{"intake":7}}""");
        Assert.Equal(3, (await cli.RunAsync("list", "--as", "agency/uk-nca")).Code);
    }

    [Theory]
    [InlineData("queue")]
    [InlineData("queue", "--as", "officer/nobody")]
    public async Task Without_a_credential_the_run_ends_with_4_and_lists_those_that_are_there(params string[] arguments)
    {
        await using var cli = new CliUnderTest().Knows("officer/okoro", "agency/uk-nca", "service/intake").At("triage", "http://localhost:1");
        var (code, _, error) = await cli.RunAsync(arguments);
        Assert.Equal(4, code);
        Assert.Contains("agency/uk-nca, officer/okoro.", error, StringComparison.Ordinal);
        Assert.DoesNotContain("service/", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_calls_may_stand_in_the_environment()
    {
        var intake = new ScriptedIntake();
        await using var cli = await new CliUnderTest().Knows("agency/uk-nca").WithAsync("intake", intake);
        cli.Environment["REFERRALS_AS"] = "agency/uk-nca";
        Assert.Equal(0, (await cli.RunAsync(["submit", "-"], Referral)).Code);
        cli.Environment["REFERRALS_CREDENTIAL"] = "a-token";
        Assert.Equal(0, (await cli.RunAsync(["submit", "-"], Referral)).Code);
        Assert.Equal(["Bearer token-of-agency/uk-nca", "Bearer a-token"], intake.Authorizations);
    }

    [Theory]
    [InlineData(StatusCode.FailedPrecondition, 1)]
    [InlineData(StatusCode.NotFound, 1)]
    [InlineData(StatusCode.Internal, 1)]
    [InlineData(StatusCode.Unauthenticated, 4)]
    [InlineData(StatusCode.PermissionDenied, 4)]
    public async Task A_refusal_ends_with_1_and_one_for_want_of_permission_with_4(StatusCode status, int expected)
    {
        await using var cli = await new CliUnderTest().Knows("agency/uk-nca").WithAsync("intake", new ScriptedIntake { Refusal = new RpcException(new Status(status, "no")) });
        Assert.Equal(expected, (await cli.RunAsync(["submit", "-", "--as", "agency/uk-nca"], Referral)).Code);
    }

    [Fact]
    public async Task Each_field_that_breaks_a_rule_is_a_line()
    {
        await using var cli = await new CliUnderTest().Knows("agency/uk-nca")
            .WithAsync("intake", new ScriptedIntake { Refusal = Refusals.Invalid(("referral.countries[0]", "must be ISO [MALFORMED]"), ("referral.handling", "is required [REQUIRED]")) });

        var (code, output, error) = await cli.RunAsync(["submit", "-", "--as", "agency/uk-nca"], Referral);

        Assert.Equal((1, ""), (code, output));
        Assert.Equal(
            ["INVALID_ARGUMENT: the request is not valid", "  referral.countries[0]: must be ISO [MALFORMED]", "  referral.handling: is required [REQUIRED]"],
            error.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task With_json_an_error_is_one_object_on_the_error_stream()
    {
        await using var cli = await new CliUnderTest().Knows("agency/uk-nca").WithAsync("intake", new ScriptedIntake { Refusal = Refusals.Invalid(("referral.region", "is no region")) });

        var (_, output, error) = await cli.RunAsync(["submit", "-", "--as", "agency/uk-nca", "--json"], Referral);

        Assert.Empty(output);
        var told = JsonDocument.Parse(error).RootElement.GetProperty("error");
        Assert.Equal("INVALID_ARGUMENT", told.GetProperty("code").GetString());
        Assert.Equal("referral.region", told.GetProperty("fields")[0].GetProperty("field").GetString());
    }

    [Fact]
    public async Task The_result_with_json_is_the_answer_in_its_json_form()
    {
        await using var cli = await new CliUnderTest().Knows("agency/uk-nca").WithAsync("intake", new ScriptedIntake());
        var (_, output, _) = await cli.RunAsync(["submit", "-", "--as", "agency/uk-nca", "--json"], Referral);
        var answer = JsonDocument.Parse(output).RootElement;
        Assert.Equal("ref-EX-1", answer.GetProperty("receipt").GetProperty("referralId").GetString());
        Assert.False(answer.GetProperty("duplicateOfEarlier").GetBoolean());
    }
}
