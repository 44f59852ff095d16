using Grpc.Core;
using Polly.CircuitBreaker;
using Polly.Timeout;
using Referrals.Platform.Sealing;
using Referrals.Platform.Storage;

namespace Referrals.Platform.Hosting;

/// <summary>Tells "it is away just now" from "something is wrong with this": the first is waited out, the second is parked.</summary>
public static class Unavailability
{
    /// <summary>Whether an exception says that a store, a service or the key module is away.</summary>
    public static bool Is(Exception exception) => exception switch
    {
        RpcException { StatusCode: StatusCode.Unavailable or StatusCode.DeadlineExceeded or StatusCode.ResourceExhausted or StatusCode.Cancelled or StatusCode.Aborted } => true,
        BrokenCircuitException or TimeoutRejectedException or KeyModuleException => true,
        HttpRequestException or System.Net.Sockets.SocketException => true,
        _ => StoreErrors.IsUnavailable(exception),
    };
}
