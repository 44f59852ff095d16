using System.Net;
using System.Net.Sockets;

namespace Referrals.EndToEnd.Abuse;

/// <summary>One connection of somebody who means harm, from an address of its own, and what the server does about it.</summary>
internal sealed class Attacker : IDisposable
{
    // Another address of this machine's than the one that everybody else comes from.
    private static readonly IPAddress From = IPAddress.Parse("127.0.0.2");
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(100);
    private readonly Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, LingerState = new LingerOption(true, 0) };

    /// <summary>Connects, and sends what a connection is to begin with.</summary>
    public static async Task<Attacker> ConnectAsync(Uri address, params byte[] first)
    {
        var attacker = new Attacker();
        attacker.socket.Bind(new IPEndPoint(From, 0));
        await attacker.socket.ConnectAsync(IPAddress.Loopback, address.Port);
        if (first.Length > 0)
            await attacker.SendAsync(first, CancellationToken.None);
        return attacker;
    }

    /// <summary>Reads all that comes until the server ends the connection.</summary>
    public async Task EndsAsync(CancellationToken cancellationToken)
    {
        var buffer = new byte[4096];
        try
        {
            while (await socket.ReceiveAsync(buffer, cancellationToken) > 0)
            {
            }
        }
        catch (SocketException)
        {
            // It was reset.
        }
    }

    /// <summary>Sends the same again and again, a little at a time, until the server ends the connection; reads what comes.</summary>
    public Task DribbleAsync(byte[] bytes, CancellationToken cancellationToken) => SendUntilEndAsync(bytes, Between, reads: true, cancellationToken);

    /// <summary>Sends the same as fast as it is taken until the server ends the connection; reads what comes or lets it lie.</summary>
    public Task FloodAsync(byte[] bytes, bool reads, CancellationToken cancellationToken) => SendUntilEndAsync(bytes, TimeSpan.Zero, reads, cancellationToken);

    /// <summary>Sends what is made anew each time until the server ends the connection.</summary>
    public async Task FloodAsync(Func<byte[]> next, CancellationToken cancellationToken)
    {
        var reading = EndsAsync(cancellationToken);
        while (!reading.IsCompleted && await SendAsync(next(), cancellationToken))
        {
        }

        await reading;
    }

    public void Dispose() => socket.Dispose();

    private async Task SendUntilEndAsync(byte[] bytes, TimeSpan pause, bool reads, CancellationToken cancellationToken)
    {
        var reading = reads ? EndsAsync(cancellationToken) : Task.Delay(Timeout.Infinite, cancellationToken);
        while (!reading.IsCompleted)
        {
            // What nobody reads is not taken for ever: then the end is seen by this, not by reading.
            if (!await SendAsync(bytes, cancellationToken))
                return;
            if (pause > TimeSpan.Zero)
                await Task.WhenAny(reading, Task.Delay(pause, cancellationToken));
        }

        await reading;
    }

    private async Task<bool> SendAsync(byte[] bytes, CancellationToken cancellationToken)
    {
        try
        {
            for (var sent = 0; sent < bytes.Length;)
                sent += await socket.SendAsync(bytes.AsMemory(sent), cancellationToken);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
