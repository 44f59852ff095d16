using System.Net;
using System.Net.Sockets;

namespace Referrals.Exchange;

/// <summary>Looks at the ports before anything is made in the data directory, so that a refused start leaves nothing behind.</summary>
internal static class Ports
{
    public static void RequireFree(ExchangeSettings settings)
    {
        if (settings.WebPort != 0 && settings.WebPort == settings.GrpcPort)
            throw new StartRefusedException("--port and --grpc-port must differ");
        RequireFree(settings.WebPort, "--port");
        RequireFree(settings.GrpcPort, "--grpc-port");
    }

    private static void RequireFree(int port, string option)
    {
        if (port == 0)
            return;
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
        }
        catch (SocketException exception)
        {
            var reason = exception.SocketErrorCode == SocketError.AccessDenied ? "may not be taken by this user" : "is in use";
            throw new StartRefusedException($"port {port} {reason}; choose another with {option} N, or any free one with {option} 0", exception);
        }
    }
}
