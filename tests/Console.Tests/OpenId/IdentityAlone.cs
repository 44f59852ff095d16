using System.Collections.Concurrent;
using Grpc.Core;
using Referrals.Identity.V1;

namespace Referrals.Console.Tests.OpenId;

/// <summary>Identity as far as a console that asks a provider needs it: it keeps what it is told of sign-ins.</summary>
internal sealed class IdentityAlone : AccountService.AccountServiceBase
{
    private readonly ConcurrentQueue<RecordSignInRequest> told = new();

    /// <summary>Each sign-in that was told: who, and why it was refused.</summary>
    public IReadOnlyList<(string Principal, string Refusal)> Told => [.. told.Where(request => request.Way == SignInWay.Provider).Select(request => (request.Principal, request.Refusal))];

    /// <summary>Whether it answers at all.</summary>
    public bool IsAway { get; set; }

    public override Task<RecordSignInResponse> RecordSignIn(RecordSignInRequest request, ServerCallContext context)
    {
        if (IsAway)
            throw new RpcException(new Status(StatusCode.Unavailable, "away"));
        told.Enqueue(request);
        return Task.FromResult(new RecordSignInResponse { Outcome = request.Refusal.Length == 0 ? SignInOutcome.Proven : SignInOutcome.Refused });
    }
}

/// <summary>It has nobody to tell of: the console takes credentials at their word.</summary>
internal sealed class GrantsAlone : IdentityService.IdentityServiceBase
{
    public override async Task WatchGrants(WatchGrantsRequest request, IServerStreamWriter<WatchGrantsResponse> responseStream, ServerCallContext context)
    {
        await responseStream.WriteAsync(new WatchGrantsResponse { CaughtUp = true });
        await Task.Delay(Timeout.Infinite, context.CancellationToken);
    }
}
