using System.Diagnostics;
using Grpc.Core;

namespace Referrals.Cli.Replay.Running;

/// <summary>Waits for effects that come by and by, with a bound.</summary>
internal sealed class Waiting(TimeSpan bound, TimeProvider time)
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(500);

    /// <summary>Looks until something is found; what is not yet there may answer NOT_FOUND.</summary>
    public async Task<T> ForAsync<T>(string what, Func<Task<T?>> look, CancellationToken cancellationToken)
        where T : class
    {
        T? found = null;
        await UntilAsync(async () => (found = await look()) is not null, cancellationToken);
        return found ?? throw new ReplayException($"there is no {what} within {bound.TotalSeconds:0} s");
    }

    /// <summary>Looks until it holds; false when it does not within the bound.</summary>
    public async Task<bool> UntilAsync(Func<Task<bool>> look, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        for (var pause = First; ; pause = pause * 2 < Longest ? pause * 2 : Longest)
        {
            try
            {
                if (await look())
                    return true;
            }
            catch (RpcException exception) when (exception.StatusCode == StatusCode.NotFound)
            {
                // Not yet.
            }

            if (time.GetElapsedTime(started) > bound)
                return false;
            await Task.Delay(pause, time, cancellationToken);
        }
    }
}
