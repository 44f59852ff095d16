using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Referrals.Platform.Commands;

namespace Referrals.Platform.Http;

/// <summary>Runs an rpc for a request over HTTP: the same credential, roles, checks and refusals as over gRPC.</summary>
internal static class HttpCalls
{
    /// <summary>The answer; null when the call was refused, which is answered with problem details, or the caller went away.</summary>
    /// <param name="http">The request.</param>
    /// <param name="method">The rpc whose rule holds, <c>/package.Service/Method</c>.</param>
    /// <param name="request">Its request.</param>
    /// <param name="handler">The rpc.</param>
    /// <param name="bodyPath">The field of the request that is the whole body, left out of the paths of errors; null for none.</param>
    public static async Task<TResponse?> TryAsync<TRequest, TResponse>(
        HttpContext http, string method, TRequest request, UnaryServerMethod<TRequest, TResponse> handler, string? bodyPath)
        where TRequest : class
        where TResponse : class
    {
        try
        {
            var interceptor = http.RequestServices.GetRequiredService<CallInterceptor>();
            return await interceptor.UnaryServerHandler(request, new HttpCallContext(http, method), handler);
        }
        catch (RpcException) when (http.RequestAborted.IsCancellationRequested)
        {
            return null;
        }
        catch (RpcException exception)
        {
            await Problems.WriteAsync(http, exception, bodyPath);
            return null;
        }
    }
}
