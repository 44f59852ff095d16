using Grpc.Core;
using Referrals.Cli.Tests.Building;
using Referrals.Intake.V1;
using Xunit;

namespace Referrals.Cli.Tests.Sending;

/// <summary>What an agency reads of its own referrals.</summary>
public sealed class ScorecardTests
{
    [Fact]
    public async Task Shares_are_of_what_was_received_in_the_period_that_was_asked_for()
    {
        var intake = new Scorecards();

        var (code, output, error) = await RunAsync(intake, "scorecard", "--agency", "uk-nca", "--from", "2026-01-01", "--before", "2026-02-01");

        Assert.Equal((0, ""), (code, error));
        Assert.Equal("uk-nca", intake.Asked!.AgencyId);
        Assert.Equal(
            [
                "Agency uk-nca",
                "Received 8 from 2026-01-01 00:00:00Z to 2026-02-01 00:00:00Z",
                "New 4 (50 %)",
                "Linked 3 (38 %)",
                "Duplicate 1 (13 %)",
                "Incomplete 2 (25 %)",
                "Out of jurisdiction 1 (13 %)",
                "Completeness 71",
                "Questions 5, 4 answered",
                "Feedback 2 of 3 hand-offs, 1 useful",
                "Safeguarded 6",
                "Arrested 7",
            ],
            Shown.Lines(output));
    }

    [Fact]
    public async Task A_field_that_breaks_a_rule_is_named()
    {
        var (code, output, error) = await RunAsync(new Scorecards { Refusal = Refusals.Invalid(("receivedFrom", "must be before receivedBefore [OUT_OF_RANGE]")) }, "scorecard");

        Assert.Equal((1, ""), (code, output));
        Assert.Contains("  receivedFrom: must be before receivedBefore [OUT_OF_RANGE]\n", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_time_is_not_asked_for()
    {
        var intake = new Scorecards();

        var (code, _, error) = await RunAsync(intake, "scorecard", "--from", "spring");

        Assert.Equal(2, code);
        Assert.Contains("'spring' is not a time", error, StringComparison.Ordinal);
        Assert.Null(intake.Asked);
    }

    private static async Task<(int Code, string Out, string Error)> RunAsync(Scorecards intake, params string[] arguments)
    {
        await using var cli = await new CliUnderTest().Knows("agency/uk-nca").WithAsync("intake", intake);
        return await cli.RunAsync([.. arguments, "--as", "agency/uk-nca"]);
    }

    private sealed class Scorecards : IntakeService.IntakeServiceBase
    {
        public RpcException? Refusal { get; init; }

        public GetScorecardRequest? Asked { get; private set; }

        public override Task<GetScorecardResponse> GetScorecard(GetScorecardRequest request, ServerCallContext context)
        {
            Asked = request;
            return Refusal is not null ? throw Refusal : Task.FromResult(new GetScorecardResponse
            {
                AgencyId = request.AgencyId,
                ReceivedFrom = request.ReceivedFrom,
                ReceivedBefore = request.ReceivedBefore,
                Received = 8,
                FirstOfMatter = 4,
                Known = 3,
                Duplicate = 1,
                Incomplete = 2,
                OutOfJurisdiction = 1,
                MeanCompleteness = 71.4,
                InformationRequests = 5,
                InformationRequestsAnswered = 4,
                FeedbackDue = 3,
                FeedbackGiven = 2,
                Useful = 1,
                PersonsSafeguarded = 6,
                PersonsArrested = 7,
            });
        }
    }
}
