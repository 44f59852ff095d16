using System.Diagnostics;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Referrals.Platform.Access;
using Referrals.Platform.Auditing;
using Referrals.Platform.Credentials;
using Referrals.Platform.Inbox;
using Referrals.Platform.Limits;
using Referrals.Platform.Storage;
using Referrals.Platform.Telemetry;

namespace Referrals.Platform.Commands;

/// <summary>
/// What happens to every call before and after its service sees it: the caller is known and has a role that the rpc's
/// rule names, the request has a shape that we understand, a refusal becomes a status, and a bug becomes INTERNAL
/// without a word of what was being handled.
/// </summary>
public sealed class CallInterceptor(
    CallerAdmission admission, AccessTable access, CallLimits limits, IOptions<LimitOptions> options, DenialLog denials, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<CallInterceptor> logger) : Interceptor
{
    public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation) =>
        RunUnaryAsync(context, call =>
        {
            CheckShape(request);
            return continuation(request, call);
        });

    public override Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context, ServerStreamingServerMethod<TRequest, TResponse> continuation) =>
        RunStreamAsync(context, stream =>
        {
            CheckShape(request);
            return continuation(request, responseStream, stream);
        });

    public override Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, ServerCallContext context, ClientStreamingServerMethod<TRequest, TResponse> continuation) =>
        RunUnaryAsync(context, call => continuation(new ReadableMessages<TRequest>(requestStream), call));

    public override Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, IServerStreamWriter<TResponse> responseStream, ServerCallContext context, DuplexStreamingServerMethod<TRequest, TResponse> continuation) =>
        RunStreamAsync(context, stream => continuation(new ReadableMessages<TRequest>(requestStream), responseStream, stream));

    /// <summary>A call runs no longer than it may, whatever deadline it brings.</summary>
    private Task<T> RunUnaryAsync<T>(ServerCallContext context, Func<ServerCallContext, Task<T>> call) => RunAsync(context, isStream: false, async () =>
    {
        var longest = TimeSpan.FromSeconds(options.Value.LongestCallSeconds);
        if (context.Deadline - time.GetUtcNow().UtcDateTime <= longest)
            return await call(context);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken);
        ending.CancelAfter(longest);
        try
        {
            return await call(new StreamCallContext(context, ending.Token));
        }
        catch (OperationCanceledException) when (!context.CancellationToken.IsCancellationRequested && ending.IsCancellationRequested)
        {
            throw new RefusedException(new Refusal(StatusCode.DeadlineExceeded, "TOO_LONG", "the call took longer than calls may"));
        }
    });

    /// <summary>The shape of one message of a stream; the service checks each, since one bad item must not end the others.</summary>
    public static void CheckShape(object? request)
    {
        if (request is not IMessage message)
            return;
        var violations = new Violations();
        RequestShape.Check(message, violations);
        if (violations.Any)
            throw new RefusedException(violations.ToRefusal());
    }

    /// <summary>
    /// A stream ends with UNAVAILABLE when the process begins to stop, and its caller goes on elsewhere or later; and with
    /// UNAUTHENTICATED as soon as the caller's credential ends or its rights change.
    /// </summary>
    private Task<bool> RunStreamAsync(ServerCallContext context, Func<ServerCallContext, Task> call) => RunAsync(context, isStream: true, async () =>
    {
        var admitted = context.GetAdmission();
        var changed = admitted?.Changed ?? CancellationToken.None;
        using var expiry = new CancellationTokenSource(Remaining(admitted), time);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, lifetime.ApplicationStopping, changed, expiry.Token);
        try
        {
            await call(new StreamCallContext(context, ending.Token));
            ending.Token.ThrowIfCancellationRequested();
            return true;
        }
        catch (OperationCanceledException) when (!context.CancellationToken.IsCancellationRequested && lifetime.ApplicationStopping.IsCancellationRequested)
        {
            throw new RefusedException(new Refusal(StatusCode.Unavailable, "STOPPING", "this part of the exchange is stopping; call again"));
        }
        catch (OperationCanceledException) when (!context.CancellationToken.IsCancellationRequested && (changed.IsCancellationRequested || expiry.IsCancellationRequested))
        {
            throw new RefusedException(CallerAdmission.Ended);
        }
    });

    private async Task<T> RunAsync<T>(ServerCallContext context, bool isStream, Func<Task<T>> call)
    {
        var started = Stopwatch.GetTimestamp();
        var code = StatusCode.OK;
        UnreadableCalls.Pass(context);
        try
        {
            if (IsOpen(context.Method))
                return await call();
            await AdmitAsync(context);
            ContentReader.Begin(context.GetPrincipal());

            // Before its role is looked at: a call that it may not make leaves a record, and nobody may fill the log with these.
            using var turn = await limits.EnterAsync(context.GetPrincipal(), isStream, context.CancellationToken);
            CheckRole(context);
            return await call();
        }
        catch (RefusedException exception)
        {
            code = exception.Refusal.Code;
            if (exception.Refusal.IsDenial)
                await denials.RecordAsync(context, exception.Refusal);
            throw exception.Refusal.ToRpcException();
        }
        catch (RpcException exception)
        {
            code = exception.StatusCode;
            throw;
        }
        catch (OperationCanceledException) when (context.CancellationToken.IsCancellationRequested)
        {
            code = StatusCode.Cancelled;
            throw new RpcException(new Status(code, "the call was cancelled"));
        }
        catch (Exception exception) when (Hosting.Unavailability.Is(exception))
        {
            code = StatusCode.Unavailable;
            logger.CallFailed(context.Method, ErrorText.Of(exception), null);
            throw new RpcException(new Status(code, "the service's store cannot be reached just now; try again"));
        }
        catch (Exception exception)
        {
            code = StatusCode.Internal;
            logger.CallFailed(context.Method, ErrorText.Of(exception), exception.StackTrace);
            throw new RpcException(new Status(code, "the call failed; the exchange's log says why"));
        }
        finally
        {
            PlatformTelemetry.Called(context.Method, code, Stopwatch.GetElapsedTime(started));
        }
    }

    private async Task AdmitAsync(ServerCallContext context)
    {
        CheckHeaders(context);
        context.SetAdmission((await admission.AdmitAsync(context)).OrThrow());
    }

    private void CheckRole(ServerCallContext context)
    {
        if (!access.IsOpenTo(context.GetPrincipal().Role, context.Method))
            throw new RefusedException(Refusal.PermissionDenied("your role may not make this call"));
    }

    /// <summary>Names that metadata does not have, or values that are not the base64 that their names promise.</summary>
    private static void CheckHeaders(ServerCallContext context)
    {
        try
        {
            _ = context.RequestHeaders;
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException)
        {
            throw new RefusedException(UnreadableCalls.Refusal with { Reason = "NOT_METADATA", Text = "the call has headers that are no metadata of gRPC" });
        }
    }

    private TimeSpan Remaining(AdmittedCaller? admitted)
    {
        var longest = TimeSpan.FromDays(40);
        var left = admitted is null ? longest : admitted.Expires - time.GetUtcNow();
        return left > longest ? longest : left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    /// <summary>Health and reflection carry nothing of the exchange and need no credential.</summary>
    private static bool IsOpen(string method) => method.StartsWith("/grpc.", StringComparison.Ordinal);
}
