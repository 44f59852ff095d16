using Google.Protobuf;
using Grpc.Core;
using Referrals.Matching.Storage;
using Referrals.Platform.Commands;
using Referrals.Platform.Credentials;
using Referrals.Platform.Storage;

namespace Referrals.Matching.MoveReferrals;

/// <summary>Runs a correction, or only tells what it would come to.</summary>
public sealed class Corrections(Commands<MatchingDbContext> commands, Store<MatchingDbContext> store)
{
    /// <summary>A correction that may wait for others to have ended: what it is about must still be where it was.</summary>
    public Task<TResponse> RunAsync<TRequest, TResponse>(
        TRequest request, bool validateOnly, ServerCallContext context, Corrected corrected, Func<Work<MatchingDbContext>, Principal, CancellationToken, Task<Result<TResponse>>> body)
        where TRequest : IMessage<TRequest>
        where TResponse : IMessage<TResponse>, new() => RunAsync<TRequest, TResponse>(request, validateOnly, context, async (work, officer, token) =>
        {
            var stayed = await corrected.LockAsync(work, token);
            var result = await body(work, officer, token);
            return result.IsRefused || stayed ? result : Refusals.Moved;
        });

    public async Task<TResponse> RunAsync<TRequest, TResponse>(
        TRequest request, bool validateOnly, ServerCallContext context, Func<Work<MatchingDbContext>, Principal, CancellationToken, Task<Result<TResponse>>> body)
        where TRequest : IMessage<TRequest>
        where TResponse : IMessage<TResponse>, new()
    {
        if (!validateOnly)
            return await commands.RunAsync(request, context, body);

        // The same work, rolled back: nothing changes and nothing is recorded.
        var principal = context.GetPrincipal();
        var result = await store.ExecuteAsync((work, token) => body(work, principal, token), _ => false, context.CancellationToken);
        return result.OrThrow();
    }
}
