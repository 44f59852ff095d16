using Referrals.Cli.Replay.Reading;
using Referrals.Cli.Replay.Running;
using Referrals.Intake.V1;

namespace Referrals.Cli.Replay.Acting;

/// <summary><c>submitMany</c>: agencies submit the same report over and over, each under references of its own. The first is kept by name.</summary>
internal sealed record SubmitManyAction(string Name, IReadOnlyList<string> Agencies, int Count, Referral Referral) : IAction
{
    private const int AtOnce = 16;

    public static SubmitManyAction Read(ScenarioNode node) => new(node.Text("name"), node.Texts("agencies"), node.Number("count"), node.Message<Referral>("referral"));

    public async Task RunAsync(StepContext step, CancellationToken cancellationToken)
    {
        step.Keep(Name, await SubmitAsync(step, 0, cancellationToken));
        await Parallel.ForEachAsync(
            Enumerable.Range(1, Count - 1),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (number, token) => await SubmitAsync(step, number, token));
    }

    private async Task<string> SubmitAsync(StepContext step, int number, CancellationToken cancellationToken)
    {
        var referral = Referral.Clone();
        referral.AgencyReference = $"{Referral.AgencyReference}-{number + 1:000000}";
        var intake = step.World.Exchange.As(Agencies[number % Agencies.Count]).Intake;
        var response = await intake.SubmitAsync(new SubmitRequest { RequestId = step.RequestId($"{number + 1}"), Referral = referral }, cancellationToken: cancellationToken);
        return response.Receipt.ReferralId;
    }
}
