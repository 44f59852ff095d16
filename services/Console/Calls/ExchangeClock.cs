using Referrals.Contracts;
using Referrals.Operations.V1;

namespace Referrals.Console.Calls;

/// <summary>Business time as the services have it; asked again after a few seconds, since an operator may advance it.</summary>
public sealed class ExchangeClock(TimeProvider time)
{
    private static readonly TimeSpan AskAgainAfter = TimeSpan.FromSeconds(3);
    private (TimeSpan Offset, DateTimeOffset AskedAt)? known;

    public async Task<DateTimeOffset> NowAsync(ExchangeClients clients, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (known is { } last && now - last.AskedAt < AskAgainAfter)
            return now + last.Offset;
        var clock = await clients.Operations(Topology.Triage).GetClockAsync(new GetClockRequest(), cancellationToken: cancellationToken);
        var offset = clock.Offset.ToTimeSpan();
        known = (offset, now);
        return now + offset;
    }
}
