using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;
using Referrals.Platform.Telemetry;

namespace Referrals.Platform.Limits;

/// <summary>
/// What a connection may do before anybody knows whose it is: no address has more than its part of a process's connections, one that
/// brings no request is ended, and so is one that goes on taking its requests back. The server's own limits hold beneath.
/// </summary>
public sealed class ConnectionLimits(IOptions<LimitOptions> options, TimeProvider time)
{
    private readonly Dictionary<IPAddress, int> open = [];

    /// <summary>Puts the limits before everything else of an endpoint, TLS too.</summary>
    public void Guard(ListenOptions endpoint) => endpoint.Use(next => connection => RunAsync(connection, next));

    /// <summary>Sees, first of all, the requests of a connection come and go.</summary>
    public static async Task SeeAsync(HttpContext http, RequestDelegate next)
    {
        var arrival = http.Features.Get<IConnectionItemsFeature>()?.Items.TryGetValue(Arrival.Key, out var item) == true ? item as Arrival : null;
        arrival?.Called();
        try
        {
            await next(http);
        }
        finally
        {
            if (http.RequestAborted.IsCancellationRequested)
                arrival?.Reset();
        }
    }

    private async Task RunAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        var address = (connection.RemoteEndPoint as IPEndPoint)?.Address ?? IPAddress.None;
        if (!Enter(address))
        {
            PlatformTelemetry.ConnectionEnded("TOO_MANY");
            connection.Abort(new ConnectionAbortedException("too many connections of one address"));
            return;
        }

        try
        {
            var arrival = new Arrival(connection, options.Value.Resets, time);
            connection.Items[Arrival.Key] = arrival;
            await using var silence = time.CreateTimer(_ => EndSilent(connection, arrival), null, TimeSpan.FromSeconds(options.Value.FirstRequestSeconds), Timeout.InfiniteTimeSpan);
            await next(connection);
        }
        finally
        {
            Leave(address);
        }
    }

    private static void EndSilent(ConnectionContext connection, Arrival arrival)
    {
        if (arrival.HasCalled)
            return;
        PlatformTelemetry.ConnectionEnded("SILENT");
        connection.Abort(new ConnectionAbortedException("no request came"));
    }

    private bool Enter(IPAddress address)
    {
        lock (open)
        {
            var count = open.GetValueOrDefault(address);
            if (count >= options.Value.ConnectionsPerAddress)
                return false;
            open[address] = count + 1;
            return true;
        }
    }

    private void Leave(IPAddress address)
    {
        lock (open)
        {
            if (open[address] == 1)
                open.Remove(address);
            else
                open[address]--;
        }
    }
}
