using Referrals.Cli.CommandLine;
using Referrals.Operations.V1;

namespace Referrals.Cli.Operating;

/// <summary>Every process of the exchange, as an operator calls it.</summary>
internal static class Processes
{
    public const string Operator = "operator";

    public static async Task<IReadOnlyList<OperationsService.OperationsServiceClient>> CallAsync(Invocation run)
    {
        await run.CallAsync(Operator);
        var exchange = await run.ConnectAsync();
        return exchange.Operations(await exchange.CountProcessesAsync(run.CancellationToken), run.Principal);
    }
}
