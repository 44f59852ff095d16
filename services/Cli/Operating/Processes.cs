using Grpc.Core;
using Referrals.Cli.CommandLine;
using Referrals.Cli.Connect;
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
        return exchange.Operations((await exchange.ListProcessesAsync(run.CancellationToken)).Count, run.Principal);
    }

    /// <summary>Asks all at once and shows what they say. One that is away keeps nothing of the others from being shown.</summary>
    /// <exception cref="ExchangeUnreachableException">Some are away; thrown after the others are shown.</exception>
    public static async Task<int> ShowAsync<T>(Invocation run, Func<OperationsService.OperationsServiceClient, Task<T>> ask, Func<IReadOnlyList<T>, int> show)
        where T : class
    {
        var processes = await CallAsync(run);
        var answers = await Task.WhenAll(processes.Select(process => AskAsync(() => ask(process), run.CancellationToken)));
        var names = await (await run.ConnectAsync()).ListProcessesAsync(run.CancellationToken);
        var away = names.Where((_, number) => answers[number] is null).ToList();
        if (away.Count == answers.Length)
            throw new ExchangeUnreachableException("no service answers");
        var code = show([.. answers.OfType<T>()]);
        return away.Count == 0 ? code : throw new ExchangeUnreachableException($"no answer from {string.Join(", ", away)}; what is shown is of the others");
    }

    private static async Task<T?> AskAsync<T>(Func<Task<T>> ask, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            return await ask();
        }
        catch (RpcException exception) when (CallRetries.IsOutage(exception, cancellationToken))
        {
            return null;
        }
    }
}
