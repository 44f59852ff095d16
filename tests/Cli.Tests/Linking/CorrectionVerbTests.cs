using Google.Protobuf;
using Grpc.Core;
using Referrals.Cli.Tests.Building;
using Referrals.Common.V1;
using Referrals.Matching.V1;
using Xunit;

namespace Referrals.Cli.Tests.Linking;

/// <summary>What an officer says of a link, and what comes of it.</summary>
public sealed class CorrectionVerbTests
{
    private static readonly string[] Link = ["link", "ref-1", "case-1", "--reason", "SAME_PERSON", "--version-seen", "4"];
    private static readonly string[] NotSame = ["not-same", "ref-1", "case-1", "--reason", "other-person"];
    private static readonly string[] Split = ["split", "case-1", "--referral", "ref-1,ref-2", "--reason", "OTHER_INCIDENT", "--version-seen", "4"];
    private static readonly string[] Merge = ["merge", "case-1", "case-2", "--reason", "SAME_INCIDENT", "--version-seen", "4"];

    [Fact]
    public async Task A_link_shows_the_cases_before_and_after()
    {
        var matching = new ScriptedMatching();

        var (code, output, error) = await RunAsync(matching, Link);

        Assert.Equal((0, ""), (code, error));
        var request = Assert.IsType<ConfirmLinkRequest>(matching.Asked);
        Assert.Equal(("ref-1", "case-1", LinkReason.SamePerson, 4, false), (request.ReferralId, request.CaseId, request.Reason, request.ExpectedVersion, request.ValidateOnly));
        Assert.Equal(
            ["before case-1 1 uk-nca 4", "before case-2 1 us-fbi 1", "after case-1 2 uk-nca, us-fbi 5", "after case-2 2 case-1"], Shown.Lines(output).TakeLast(4));
    }

    [Fact]
    public async Task A_preview_says_what_would_be_and_that_nothing_was_changed()
    {
        var matching = new ScriptedMatching();

        var (_, output, _) = await RunAsync(matching, [.. Link, "--preview"]);

        Assert.True(Assert.IsType<ConfirmLinkRequest>(matching.Asked).ValidateOnly);
        Assert.Contains("would be case-1 2 uk-nca, us-fbi 5", Shown.Lines(output));
        Assert.Equal("Nothing was changed.", Shown.Lines(output)[^1]);
    }

    [Fact]
    public async Task Not_the_same_is_said_to_be_for_good()
    {
        var matching = new ScriptedMatching();

        var (code, output, _) = await RunAsync(matching, NotSame);

        Assert.Equal((0, "ref-1 and case-1 are not the same, for good."), (code, output.Trim()));
        var request = Assert.IsType<RejectLinkRequest>(matching.Asked);
        Assert.Equal(("ref-1", "case-1", LinkReason.OtherPerson), (request.ReferralId, request.CaseId, request.Reason));
    }

    [Theory]
    [InlineData("")]
    [InlineData("case-2")]
    public async Task A_split_takes_referrals_into_a_new_case_or_back_into_the_one_they_came_from(string into)
    {
        var matching = new ScriptedMatching();

        var (code, output, _) = await RunAsync(matching, into.Length > 0 ? [.. Split, "--into", into] : Split);

        Assert.Equal(0, code);
        var request = Assert.IsType<SplitCaseRequest>(matching.Asked);
        Assert.Equal(("case-1", into, LinkReason.OtherIncident, 4), (request.CaseId, request.IntoCaseId, request.Reason, request.ExpectedVersion));
        Assert.Equal(["ref-1", "ref-2"], request.ReferralIds);
        Assert.Contains("after case-2 2 case-1", Shown.Lines(output));
    }

    [Fact]
    public async Task A_merge_names_the_case_that_stays_first()
    {
        var matching = new ScriptedMatching();

        var (code, output, _) = await RunAsync(matching, Merge);

        Assert.Equal(0, code);
        var request = Assert.IsType<MergeCasesRequest>(matching.Asked);
        Assert.Equal(("case-1", "case-2", LinkReason.SameIncident, 4), (request.IntoCaseId, request.FromCaseId, request.Reason, request.ExpectedIntoVersion));
        Assert.Contains("after case-2 2 case-1", Shown.Lines(output));
    }

    public static TheoryData<string[]> Corrections => [Link, NotSame, Split, Merge];

    [Theory, MemberData(nameof(Corrections))]
    public async Task A_field_that_breaks_a_rule_is_named(string[] correction)
    {
        var (code, output, error) = await RunAsync(new ScriptedMatching { Refusal = Refusals.Invalid(("caseId", "must be the id of a case [MALFORMED]")) }, correction);

        Assert.Equal((1, ""), (code, output));
        Assert.Contains("  caseId: must be the id of a case [MALFORMED]\n", error, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Corrections))]
    public async Task A_rule_that_stands_against_it_is_named(string[] correction)
    {
        var (code, output, error) = await RunAsync(new ScriptedMatching { Refusal = Refusals.Of(StatusCode.FailedPrecondition, "NOT_THE_SAME") }, correction);

        Assert.Equal((1, ""), (code, output));
        Assert.StartsWith("FAILED_PRECONDITION (NOT_THE_SAME): ", error, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Corrections))]
    public async Task Without_a_reason_or_with_one_that_there_is_not_nothing_is_sent(string[] correction)
    {
        var matching = new ScriptedMatching();
        var at = Array.IndexOf(correction, "--reason");

        var without = await RunAsync(matching, [.. correction[..at], .. correction[(at + 2)..]]);
        var unknown = await RunAsync(matching, [.. correction[..(at + 1)], "HUNCH", .. correction[(at + 2)..]]);

        Assert.Equal((2, 2), (without.Code, unknown.Code));
        Assert.Contains("--reason", without.Error, StringComparison.Ordinal);
        Assert.Contains("'HUNCH' is not one of SAME_PERSON, ", unknown.Error, StringComparison.Ordinal);
        Assert.Null(matching.Asked);
    }

    private static async Task<(int Code, string Out, string Error)> RunAsync(ScriptedMatching matching, string[] arguments)
    {
        await using var cli = await new CliUnderTest().Knows("officer/reyes").WithAsync("matching", matching);
        return await cli.RunAsync([.. arguments, "--as", "officer/reyes"]);
    }

    /// <summary>Two cases, of which the second ends in the first.</summary>
    private sealed class ScriptedMatching : MatchingService.MatchingServiceBase
    {
        private static readonly MatchedCase[] Before =
        [
            new() { CaseId = "case-1", ReferralCount = 1, AgencyIds = { "uk-nca" }, Version = 4 },
            new() { CaseId = "case-2", ReferralCount = 1, AgencyIds = { "us-fbi" }, Version = 1 },
        ];

        private static readonly MatchedCase[] After =
        [
            new() { CaseId = "case-1", ReferralCount = 2, AgencyIds = { "uk-nca", "us-fbi" }, Version = 5 },
            new() { CaseId = "case-2", Version = 2, MergedInto = "case-1" },
        ];

        /// <summary>What every correction is refused with.</summary>
        public RpcException? Refusal { get; init; }

        /// <summary>The correction that was asked for.</summary>
        public IMessage? Asked { get; private set; }

        public override Task<ConfirmLinkResponse> ConfirmLink(ConfirmLinkRequest request, ServerCallContext context) =>
            AnswerAsync(request, new ConfirmLinkResponse { Before = { Before }, After = { After } });

        public override Task<RejectLinkResponse> RejectLink(RejectLinkRequest request, ServerCallContext context) =>
            AnswerAsync(request, new RejectLinkResponse { Match = new Match { ReferralId = request.ReferralId, CaseId = request.CaseId, Decision = MatchDecision.Rejected } });

        public override Task<SplitCaseResponse> SplitCase(SplitCaseRequest request, ServerCallContext context) =>
            AnswerAsync(request, new SplitCaseResponse { Before = { Before }, After = { After } });

        public override Task<MergeCasesResponse> MergeCases(MergeCasesRequest request, ServerCallContext context) =>
            AnswerAsync(request, new MergeCasesResponse { Before = { Before }, After = { After } });

        private Task<T> AnswerAsync<T>(IMessage request, T response)
        {
            Asked = request;
            return Refusal is null ? Task.FromResult(response) : throw Refusal;
        }
    }
}
