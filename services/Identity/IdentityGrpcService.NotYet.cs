using Grpc.Core;
using Referrals.Identity.V1;
using Referrals.Platform.Commands;

namespace Referrals.Identity;

/// <summary>What comes with grants and certificates; until then credentials are local and desks and teams are those of the identities file.</summary>
public sealed partial class IdentityGrpcService
{
    public override Task<RotateResponse> Rotate(RotateRequest request, ServerCallContext context) =>
        throw NotYet("credentials are renewed at the start and before they end");

    public override Task<GrantResponse> Grant(GrantRequest request, ServerCallContext context) => throw NotYet("desks and teams are those of the identities file");

    public override Task<RevokeResponse> Revoke(RevokeRequest request, ServerCallContext context) => throw NotYet("desks and teams are those of the identities file");

    public override Task WatchGrants(WatchGrantsRequest request, IServerStreamWriter<WatchGrantsResponse> responseStream, ServerCallContext context) =>
        throw NotYet("desks and teams are those of the identities file");

    private static RefusedException NotYet(string text) => new(new Refusal(StatusCode.Unimplemented, "NOT_IMPLEMENTED", $"not in this version: {text}"));
}
