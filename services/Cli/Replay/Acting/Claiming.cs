using Grpc.Core;
using Referrals.Cli.Errors;
using Referrals.Cli.Replay.Running;
using Referrals.Triage.V1;

namespace Referrals.Cli.Replay.Acting;

/// <summary>
/// Decides a country case under a claim. What was decided already, by an earlier replay whose claim is long gone, is done.
/// A claim that was lost, or a case that changed meanwhile, is claimed again under the next request id.
/// </summary>
internal static class Claiming
{
    private const int Attempts = 10;
    private static readonly string[] Again = ["CLAIM_LOST", "VERSION_CHANGED", "TRY_AGAIN", "ALREADY_CLAIMED"];

    /// <param name="step">The officer's step.</param>
    /// <param name="countryCase">The country case.</param>
    /// <param name="kind">What the history shows once it is done.</param>
    /// <param name="decide">Decides: claim token, version, request id.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The entry of the history.</returns>
    public static async Task<Decision> DecideAsync(
        StepContext step, string countryCase, DecisionKind kind, Func<string, int, string, Task> decide, CancellationToken cancellationToken)
    {
        var triage = step.Clients.Triage;
        for (var attempt = 1; ; attempt++)
        {
            if (await FindAsync(step, countryCase, kind, cancellationToken) is { } done)
                return done;
            var suffix = attempt == 1 ? "" : $"{attempt}";
            try
            {
                var claim = await triage.ClaimAsync(new() { RequestId = step.RequestId($"claim{suffix}"), CountryCase = countryCase }, cancellationToken: cancellationToken);
                await decide(claim.Claim.ClaimToken, claim.CountryCase.Version, step.RequestId(suffix));
            }
            catch (RpcException exception) when (attempt < Attempts && Again.Contains(CallError.ReasonOf(exception)))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100 * attempt), cancellationToken);
            }
        }
    }

    private static async Task<Decision?> FindAsync(StepContext step, string countryCase, DecisionKind kind, CancellationToken cancellationToken)
    {
        var history = await step.World.Waiting.ForAsync(
            $"country case {countryCase}",
            async () => await step.Clients.Triage.GetCaseAsync(new() { CountryCase = countryCase }, cancellationToken: cancellationToken),
            cancellationToken);
        return history.Decisions.LastOrDefault(decision => decision.Kind == kind && !decision.Undone);
    }
}
