using Grpc.Core;
using Referrals.Cli.Tests.Building;
using Referrals.Matching.V1;
using Xunit;

namespace Referrals.Cli.Tests.Linking;

/// <summary>What an operator sees of a training, and an officer of similar narratives.</summary>
public sealed class MatchingVerbTests
{
    [Fact]
    public async Task A_training_is_shown_in_bits_and_a_preview_says_that_nothing_has_changed()
    {
        await using var cli = await new CliUnderTest().Knows("operator").WithAsync("matching", new ScriptedMatching());

        var trained = await cli.RunAsync("matching", "train", "--referrals", "400");
        var preview = await cli.RunAsync("matching", "train", "--preview");

        Assert.Equal((0, 0), (trained.Code, preview.Code));
        Assert.Contains("Learned from 400 referrals", trained.Out, StringComparison.Ordinal);
        Assert.Contains("given.exact", trained.Out, StringComparison.Ordinal);
        Assert.Contains("6.0", trained.Out, StringComparison.Ordinal);
        Assert.Contains("In force: fs-3.t1", trained.Out, StringComparison.Ordinal);
        Assert.Contains("Nothing has changed.", preview.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_earlier_model_is_put_in_force()
    {
        await using var cli = await new CliUnderTest().Knows("operator").WithAsync("matching", new ScriptedMatching());

        Assert.Contains("In force: fs-3, before it fs-3.t1", (await cli.RunAsync("matching", "use", "fs-3")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Similar_narratives_stand_below_the_matches()
    {
        await using var cli = await new CliUnderTest().Knows("officer/reyes").WithAsync("matching", new ScriptedMatching());

        var (code, output, _) = await cli.RunAsync("matches", "ref-1", "--similar", "5", "--as", "officer/reyes");

        Assert.Equal(0, code);
        Assert.Contains("ref-2", output, StringComparison.Ordinal);
        Assert.Contains("0.42", output, StringComparison.Ordinal);
        Assert.DoesNotContain("Similar narrative", (await cli.RunAsync("matches", "ref-1", "--as", "officer/reyes")).Out, StringComparison.Ordinal);
    }

    private sealed class ScriptedMatching : MatchingService.MatchingServiceBase
    {
        public override Task<TrainModelResponse> TrainModel(TrainModelRequest request, ServerCallContext context) => Task.FromResult(new TrainModelResponse
        {
            Version = "fs-3.t1",
            Referrals = request.Referrals,
            Levels = { new LearnedLevel { Level = "given.exact", M = 0.64, U = 0.01, MBefore = 0.5, UBefore = 0.02 } },
        });

        public override Task<UseModelResponse> UseModel(UseModelRequest request, ServerCallContext context) =>
            Task.FromResult(new UseModelResponse { Version = request.Version, PreviousVersion = "fs-3.t1" });

        public override Task<GetMatchesResponse> GetMatches(GetMatchesRequest request, ServerCallContext context)
        {
            var response = new GetMatchesResponse { Case = new MatchedCase { CaseId = "case-1" } };
            if (request.SimilarNarratives == 5)
                response.SimilarNarratives.Add(new SimilarNarrative { ReferralId = "ref-2", CaseId = "case-2", Likeness = 0.42, SharedWords = 4 });
            return Task.FromResult(response);
        }
    }
}
