using Microsoft.AspNetCore.Connections;
using Referrals.Platform.Telemetry;

namespace Referrals.Platform.Limits;

/// <summary>What is known of one connection: whether a request came over it, and how many its client took back.</summary>
internal sealed class Arrival(ConnectionContext connection, int mostResets, TimeProvider time)
{
    /// <summary>Under which it is among the connection's items.</summary>
    public static readonly object Key = new();

    private static readonly TimeSpan Window = TimeSpan.FromSeconds(10);
    private readonly Lock counting = new();
    private long countedFrom = time.GetTimestamp();
    private int resets;

    /// <summary>Whether it has sent a whole request's headers.</summary>
    public bool HasCalled { get; private set; }

    public void Called() => HasCalled = true;

    /// <summary>A request was taken back before it was answered: some are, but not hundreds in seconds.</summary>
    public void Reset()
    {
        lock (counting)
        {
            if (time.GetElapsedTime(countedFrom) > Window)
                (countedFrom, resets) = (time.GetTimestamp(), 0);
            if (++resets != mostResets)
                return;
        }

        PlatformTelemetry.ConnectionEnded("RESETS");
        connection.Abort(new ConnectionAbortedException("too many requests were reset"));
    }
}
