using System.Diagnostics;
using Grpc.Core;
using Xunit;

namespace Referrals.Testing;

/// <summary>Waits for a condition with a bound, instead of sleeping for a fixed time.</summary>
public static class Eventually
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(250);

    /// <summary>The bound where a test has no better one: far above what is expected on a loaded machine.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(60);

    public static Task Async(
        Func<bool> condition, TimeSpan? within = null, string? because = null, CancellationToken cancellationToken = default) =>
        Async(() => Task.FromResult(condition()), within, because, cancellationToken);

    /// <summary>Returns as soon as the condition holds; fails the test when it does not within the bound.</summary>
    public static async Task Async(
        Func<Task<bool>> condition, TimeSpan? within = null, string? because = null, CancellationToken cancellationToken = default)
    {
        await ResultAsync(condition, held => held, within, because, cancellationToken);
    }

    /// <summary>
    /// Calls until the answer is another than these: what was said in one service and is not yet heard of in this one, or a decision
    /// on a state that has just changed.
    /// </summary>
    public static async Task<T> AnsweredAsync<T>(Func<Task<T>> call, IReadOnlyCollection<StatusCode> notYet, string? because = null)
    {
        T? answer = default;
        await ResultAsync(
            async () =>
            {
                try
                {
                    answer = await call();
                    return StatusCode.OK;
                }
                catch (RpcException exception) when (notYet.Contains(exception.StatusCode))
                {
                    return exception.StatusCode;
                }
            },
            code => code == StatusCode.OK,
            because: because);
        return answer!;
    }

    /// <summary>Reads until what was read is as expected, and returns it; fails the test with the last value otherwise.</summary>
    public static async Task<T> ResultAsync<T>(
        Func<Task<T>> read,
        Func<T, bool> expected,
        TimeSpan? within = null,
        string? because = null,
        CancellationToken cancellationToken = default)
    {
        var bound = within ?? Patience;
        var waited = Stopwatch.StartNew();
        var pause = FirstPause;
        while (true)
        {
            var value = await read();
            if (expected(value))
            {
                return value;
            }

            if (waited.Elapsed > bound)
            {
                Assert.Fail($"Not within {bound.TotalSeconds:0.#} s{(because is null ? "" : $": {because}")}. Last seen: {value}");
            }

            await Task.Delay(pause, cancellationToken);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }
}
