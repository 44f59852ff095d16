using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Referrals.Cli.Tests.Building;
using Referrals.Common.V1;
using Referrals.Routing.V1;
using Xunit;

namespace Referrals.Cli.Tests.Handling;

/// <summary>Agencies that wait to be released, as a team sees and releases them.</summary>
public sealed class HoldVerbTests
{
    private const string Case = "cases/case-1/countries/PH";

    [Fact]
    public async Task Holds_are_listed_with_who_waits_and_until_when()
    {
        var routing = new ScriptedRouting();

        var (code, output, error) = await RunAsync(routing, "holds", "--case", Case, "--released");

        Assert.Equal((0, ""), (code, error));
        Assert.Equal((Case, true), (routing.Listed!.CountryCase, routing.Listed.WithReleased));
        Assert.Contains($"dcn-1 {Case} nbi us-ice ref-2 HELD 2026-06-03 09:00:00Z", Shown.Lines(output));
    }

    [Fact]
    public async Task Where_nobody_waits_the_list_says_so()
    {
        var (code, output, _) = await RunAsync(new ScriptedRouting { Holds = [] }, "holds");

        Assert.Equal((0, "Nobody is held."), (code, output.Trim()));
    }

    [Fact]
    public async Task A_release_says_who_may_act_on_what()
    {
        var routing = new ScriptedRouting();

        var (code, output, _) = await RunAsync(routing, "release-hold", "dcn-1");

        Assert.Equal((0, "us-ice may act on ref-2."), (code, output.Trim()));
        Assert.Equal("dcn-1", routing.Released!.DeconflictionId);
        Assert.StartsWith("cli.", routing.Released.RequestId, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("countryCase", "holds", "--case", "PH")]
    [InlineData("deconflictionId", "release-hold", "1")]
    public async Task A_field_that_breaks_a_rule_is_named(string field, params string[] arguments)
    {
        var (code, output, error) = await RunAsync(new ScriptedRouting { Refusal = Refusals.Invalid((field, "is malformed [MALFORMED]")) }, arguments);

        Assert.Equal((1, ""), (code, output));
        Assert.Contains($"  {field}: is malformed [MALFORMED]\n", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_release_that_a_rule_forbids_names_the_rule()
    {
        var (code, _, error) = await RunAsync(new ScriptedRouting { Refusal = Refusals.Of(StatusCode.FailedPrecondition, "LAPSED") }, "release-hold", "dcn-1");

        Assert.Equal(1, code);
        Assert.StartsWith("FAILED_PRECONDITION (LAPSED): ", error, StringComparison.Ordinal);
    }

    private static async Task<(int Code, string Out, string Error)> RunAsync(ScriptedRouting routing, params string[] arguments)
    {
        await using var cli = await new CliUnderTest().Knows("team/nbi").WithAsync("routing", routing);
        return await cli.RunAsync([.. arguments, "--as", "team/nbi"]);
    }

    /// <summary>One agency that waits for one team.</summary>
    private sealed class ScriptedRouting : RoutingService.RoutingServiceBase
    {
        public IReadOnlyList<Deconfliction> Holds { get; init; } =
        [
            new()
            {
                DeconflictionId = "dcn-1",
                CountryCase = Case,
                TeamId = "nbi",
                AgencyId = "us-ice",
                ReferralId = "ref-2",
                State = DeconflictionState.Held,
                ReleaseBy = new DateTimeOffset(2026, 6, 3, 9, 0, 0, TimeSpan.Zero).ToTimestamp(),
            },
        ];

        public RpcException? Refusal { get; init; }

        public ListDeconflictionsRequest? Listed { get; private set; }

        public ReleaseDeconflictionRequest? Released { get; private set; }

        public override Task<ListDeconflictionsResponse> ListDeconflictions(ListDeconflictionsRequest request, ServerCallContext context)
        {
            Listed = request;
            return Refusal is null ? Task.FromResult(new ListDeconflictionsResponse { Deconflictions = { Holds } }) : throw Refusal;
        }

        public override Task<ReleaseDeconflictionResponse> ReleaseDeconfliction(ReleaseDeconflictionRequest request, ServerCallContext context)
        {
            Released = request;
            return Refusal is null ? Task.FromResult(new ReleaseDeconflictionResponse { Deconfliction = Holds[0] }) : throw Refusal;
        }
    }
}
