using Grpc.Core;
using Referrals.Cli.Tests.Building;
using Referrals.Common.V1;
using Referrals.Matching.V1;
using Xunit;

namespace Referrals.Cli.Tests.Linking;

/// <summary>What an officer reads of a match, and why it is one.</summary>
public sealed class MatchesVerbTests
{
    private const string Total = "ref-1 and case-2, model fs-3: prior -8.5, total 3.1, links from 2.4, suggests from -4.0; not linked: RELATIVE_OR_NAMESAKE";

    [Theory]
    [InlineData("ref-1", "ref-1", "")]
    [InlineData("case-1", "", "case-1")]
    public async Task Of_a_referral_or_a_case_its_matches_are_listed(string id, string referral, string caseId)
    {
        var matching = new ScriptedMatching();

        var (code, output, _) = await RunAsync(matching, "matches", id, "--decision", "SUGGESTED,LINKED");

        Assert.Equal(0, code);
        Assert.Equal((referral, caseId), (matching.Asked!.ReferralId, matching.Asked.CaseId));
        Assert.Equal([MatchDecision.Suggested, MatchDecision.Linked], matching.Asked.Decisions);
        Assert.Contains("Case case-1", Shown.Lines(output));
        Assert.Contains("ref-1 case-2 SUGGESTED 3.1 ACCOUNT a****2 7 4", Shown.Lines(output));
        Assert.DoesNotContain(Total, output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_why_every_comparison_is_shown_in_bits_and_what_was_too_common_to_lead_anywhere()
    {
        var (code, output, _) = await RunAsync(new ScriptedMatching(), "matches", "ref-1", "--why");

        Assert.Equal(0, code);
        Assert.Contains(Total, output, StringComparison.Ordinal);
        Assert.Contains("ACCOUNT exact 13.6 account a****2 3", Shown.Lines(output));
        Assert.Contains("DATE_OF_BIRTH contradiction -2.0 person 19**-**-04 1", Shown.Lines(output));
        Assert.Contains("IDENTIFIER hot ab****9 71", Shown.Lines(output));
    }

    [Fact]
    public async Task A_field_that_breaks_a_rule_is_named()
    {
        var (code, output, error) = await RunAsync(
            new ScriptedMatching { Refusal = Refusals.Invalid(("referralId", "must be the id of a referral [MALFORMED]")) }, "matches", "1", "--why");

        Assert.Equal((1, ""), (code, output));
        Assert.Contains("  referralId: must be the id of a referral [MALFORMED]\n", error, StringComparison.Ordinal);
    }

    private static async Task<(int Code, string Out, string Error)> RunAsync(ScriptedMatching matching, params string[] arguments)
    {
        await using var cli = await new CliUnderTest().Knows("officer/reyes").WithAsync("matching", matching);
        return await cli.RunAsync([.. arguments, "--as", "officer/reyes"]);
    }

    /// <summary>One match that is asked about.</summary>
    private sealed class ScriptedMatching : MatchingService.MatchingServiceBase
    {
        public RpcException? Refusal { get; init; }

        public GetMatchesRequest? Asked { get; private set; }

        public override Task<GetMatchesResponse> GetMatches(GetMatchesRequest request, ServerCallContext context)
        {
            Asked = request;
            if (Refusal is not null)
                throw Refusal;
            var why = new MatchExplanation { ModelVersion = "fs-3", PriorBits = -8.5, TotalBits = 3.1, LinkThresholdBits = 2.4, SuggestThresholdBits = -4, Obstacle = LinkObstacle.RelativeOrNamesake };
            why.Comparisons.Add(new Comparison
            {
                Field = ComparedField.Identifier,
                IdentifierType = IdentifierType.Account,
                Level = "exact",
                Bits = 13.6,
                Frequency = 3,
                Group = "account",
                MaskedValue = "a****2",
            });
            why.Comparisons.Add(new Comparison { Field = ComparedField.DateOfBirth, Level = "contradiction", Bits = -2, Frequency = 1, Group = "person", MaskedValue = "19**-**-04" });
            why.DroppedKeys.Add(new DroppedKey { Field = ComparedField.Identifier, IdentifierType = IdentifierType.FileHash, MaskedValue = "ab****9", Frequency = 71, Cap = 64 });
            return Task.FromResult(new GetMatchesResponse
            {
                Case = new MatchedCase { CaseId = "case-1" },
                Matches =
                {
                    new Match
                    {
                        ReferralId = "ref-1",
                        CaseId = "case-2",
                        Decision = MatchDecision.Suggested,
                        StrongestReason = "ACCOUNT a****2",
                        ReferralCount = 7,
                        CaseVersion = 4,
                        Explanation = why,
                    },
                },
            });
        }
    }
}
