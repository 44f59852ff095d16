using Grpc.AspNetCore.Server;
using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Referrals.Platform.Inbox;

namespace Referrals.Platform.Commands;

/// <summary>
/// A call that fails before any rule of the exchange saw it could not be read: frames or bytes that hold no message of its rpc. That
/// is the caller's, INVALID_ARGUMENT, and leaves no line. The server's own log of calls is off, since it writes exceptions whole;
/// what fails after the rules is logged here.
/// </summary>
internal sealed class UnreadableCalls(RequestDelegate next, ILogger<UnreadableCalls> logger)
{
    /// <summary>The log of the gRPC server that this takes the place of.</summary>
    public const string ServerLog = "Grpc.AspNetCore.Server.ServerCallHandler";

    private const string StatusHeader = "grpc-status";
    private const string MessageHeader = "grpc-message";
    private static readonly object Reached = new();

    /// <summary>What cannot be read, whichever part of it.</summary>
    public static Refusal Refusal { get; } = new(StatusCode.InvalidArgument, "NOT_A_MESSAGE", "the call holds no message of this rpc, or cannot be read");

    /// <summary>The rules of the exchange see the call: what fails from now on is not the reading of it.</summary>
    public static void Pass(ServerCallContext context) => context.UserState[Reached] = Reached;

    public async Task InvokeAsync(HttpContext http)
    {
        await next(http);
        if (http.GetEndpoint()?.Metadata.GetMetadata<GrpcMethodMetadata>() is null)
            return;
        if (!http.Items.ContainsKey(Reached))
            Refuse(http.Response);
        else if (http.Features.Get<IServerCallContextFeature>()?.ServerCallContext.Status is { StatusCode: StatusCode.Unknown, DebugException: { } exception })
            logger.CallFailed(http.Request.Path, ErrorText.Of(exception), exception.StackTrace);
    }

    private static void Refuse(HttpResponse response)
    {
        if (response.HasStarted || response.Headers[StatusHeader] is not [{ } status] || !int.TryParse(status, out var code) || (StatusCode)code is not (StatusCode.Unknown or StatusCode.Internal))
            return;
        response.Headers[StatusHeader] = $"{(int)Refusal.Code}";
        response.Headers[MessageHeader] = Refusal.Text;
    }
}
