using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using Referrals.Cli.Tests.Building;
using Referrals.Common.V1;
using Referrals.Matching.V1;
using Xunit;

namespace Referrals.Cli.Tests.Linking;

/// <summary>What an agency asks about an identifier, and is told.</summary>
public sealed class QueryVerbTests
{
    private static readonly string[] Query = ["query", "PHONE", "0900 000 0042", "--country", "PH", "--reason", "BEFORE_ENFORCEMENT", "--reference", "ICE-7"];

    [Fact]
    public async Task A_hit_says_whom_to_call_and_how_many_questions_are_left()
    {
        var matching = new ScriptedMatching { Contacts = [new QueryContact { AgencyId = "uk-nca", DisplayName = "National Crime Agency", Contact = "+44 900 000 0001" }] };

        var (code, output, error) = await RunAsync(matching, Query);

        Assert.Equal((0, ""), (code, error));
        Assert.Equal((IdentifierType.Phone, "0900 000 0042", "PH"), (matching.Asked!.Identifier.Type, matching.Asked.Identifier.Value, Assert.Single(matching.Asked.Countries)));
        Assert.Equal((QueryReason.BeforeEnforcement, "ICE-7"), (matching.Asked.Reason, matching.Asked.AgencyReference));
        var lines = Shown.Lines(output);
        Assert.Equal("Another agency has reported it. Call:", lines[0]);
        Assert.Contains("uk-nca National Crime Agency +44 900 000 0001", lines);
        Assert.Equal("Recorded as qry-1; 29 left in this hour.", lines[^1]);
    }

    [Fact]
    public async Task No_hit_says_so_and_names_nobody()
    {
        var (code, output, _) = await RunAsync(new ScriptedMatching(), Query);

        Assert.Equal(0, code);
        Assert.Equal(["No other agency has reported it.", "Recorded as qry-1; 29 left in this hour."], Shown.Lines(output));
    }

    [Fact]
    public async Task A_field_that_breaks_a_rule_is_named_and_the_value_is_not()
    {
        var (code, output, error) = await RunAsync(
            new ScriptedMatching { Refusal = Refusals.Invalid(("identifier.value", "names nothing that could be known [PLACEHOLDER]")) }, Query);

        Assert.Equal((1, ""), (code, output));
        Assert.Contains("  identifier.value: names nothing that could be known [PLACEHOLDER]\n", error, StringComparison.Ordinal);
        Assert.DoesNotContain("0042", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Beyond_the_number_an_hour_the_run_says_when_to_try_again()
    {
        var (code, _, error) = await RunAsync(
            new ScriptedMatching
            {
                Refusal = Refusals.Of(StatusCode.ResourceExhausted, "TOO_MANY_QUERIES", new RetryInfo { RetryDelay = Duration.FromTimeSpan(TimeSpan.FromMinutes(9)) }),
            },
            Query);

        Assert.Equal(1, code);
        Assert.StartsWith("RESOURCE_EXHAUSTED (TOO_MANY_QUERIES): ", error, StringComparison.Ordinal);
        Assert.Contains("try again in 540 s", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--reason")]
    [InlineData("--reference")]
    public async Task Without_a_reason_or_a_reference_nothing_is_asked(string option)
    {
        var matching = new ScriptedMatching();
        var at = Array.IndexOf(Query, option);

        var (code, _, error) = await RunAsync(matching, [.. Query[..at], .. Query[(at + 2)..]]);

        Assert.Equal(2, code);
        Assert.Contains(option, error, StringComparison.Ordinal);
        Assert.Null(matching.Asked);
    }

    private static async Task<(int Code, string Out, string Error)> RunAsync(ScriptedMatching matching, string[] arguments)
    {
        await using var cli = await new CliUnderTest().Knows("agency/us-ice").WithAsync("matching", matching);
        return await cli.RunAsync([.. arguments, "--as", "agency/us-ice"]);
    }

    private sealed class ScriptedMatching : MatchingService.MatchingServiceBase
    {
        public IReadOnlyList<QueryContact> Contacts { get; init; } = [];

        public RpcException? Refusal { get; init; }

        public QueryIdentifierRequest? Asked { get; private set; }

        public override Task<QueryIdentifierResponse> QueryIdentifier(QueryIdentifierRequest request, ServerCallContext context)
        {
            Asked = request;
            return Refusal is null
                ? Task.FromResult(new QueryIdentifierResponse { QueryId = "qry-1", Hit = Contacts.Count > 0, Contacts = { Contacts }, Remaining = 29 })
                : throw Refusal;
        }
    }
}
