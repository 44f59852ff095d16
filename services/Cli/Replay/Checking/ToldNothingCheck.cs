using Grpc.Core;
using Referrals.Cli.Replay.Reading;
using Referrals.Cli.Replay.Running;
using Referrals.Intake.V1;

namespace Referrals.Cli.Replay.Checking;

/// <summary><c>toldNothing</c>: each of these is refused a referral's content with the words and details that it gets for one that does not exist.</summary>
internal sealed record ToldNothingCheck(string Of, IReadOnlyList<string> Who) : ICheck
{
    public static ToldNothingCheck Read(ScenarioNode node) => new(node.Text("of"), node.Texts("who"));

    public async Task<Verdict> CheckAsync(StepContext step, CancellationToken cancellationToken)
    {
        foreach (var who in Who)
        {
            var (there, nowhere) = (await AnswerAsync(step, who, step.Referral(Of), cancellationToken), await AnswerAsync(step, who, Nowhere(step.Referral(Of)), cancellationToken));
            if (there is null || there != nowhere)
                return Verdict.No($"{who} is told {there ?? "everything"}, and of nothing {nowhere}");
        }

        return Verdict.Yes;
    }

    /// <summary>An id of the same form, of nothing.</summary>
    private static string Nowhere(string id) => $"{id[..^1]}{(id[^1] == '0' ? '1' : '0')}";

    private static async Task<string?> AnswerAsync(StepContext step, string who, string referral, CancellationToken cancellationToken)
    {
        try
        {
            var request = new GetRequest { ReferralId = referral, ReadMask = new() { Paths = { "content" } } };
            await step.World.Exchange.As(who).Intake.GetAsync(request, cancellationToken: cancellationToken);
            return null;
        }
        catch (RpcException exception) when (exception.StatusCode is StatusCode.NotFound or StatusCode.PermissionDenied)
        {
            var details = exception.Trailers.GetValueBytes("grpc-status-details-bin") ?? [];
            return $"{exception.StatusCode}: {exception.Status.Detail} {Convert.ToHexString(details)}";
        }
    }
}
