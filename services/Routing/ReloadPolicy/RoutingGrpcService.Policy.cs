using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Referrals.Platform.Commands;
using Referrals.Platform.Credentials;
using Referrals.Routing.LoadPolicy;
using Referrals.Routing.ReloadPolicy;
using Referrals.Routing.Storage;

namespace Referrals.Routing;

internal sealed partial class RoutingGrpcService
{
    public override Task<V1.GetPolicyResponse> GetPolicy(V1.GetPolicyRequest request, ServerCallContext context)
    {
        var version = request.Version.Length > 0 ? request.Version : policies.InForce(clock.Now).Version;
        return store.ReadAsync(
            async (db, token) => new V1.GetPolicyResponse { Policy = await ReadPolicyAsync(db, version, token) },
            context.CancellationToken);
    }

    /// <summary>Idempotent by nature: what is loaded already changes nothing.</summary>
    public override async Task<V1.ReloadPolicyResponse> ReloadPolicy(V1.ReloadPolicyRequest request, ServerCallContext context)
    {
        if (!RequestId.IsValid(request.RequestId))
            throw new RefusedException(Refusal.Invalid("requestId", RequestId.Rule, "MALFORMED"));
        var reading = policyLoad.Read();
        var response = new V1.ReloadPolicyResponse();
        response.Problems.AddRange(reading.Problems.Select(problem => PolicyView.Problem(problem.Problem, problem.File)));
        if (!request.ValidateOnly)
        {
            if (reading.Mistakes.Count > 0)
            {
                RoutingMetrics.PolicyLoaded(succeeded: false);
                throw new RefusedException(Refusal.Invalid([.. reading.Mistakes.Select(mistake => new FieldError("policy", mistake.ToString(), mistake.Problem.Reason))]));
            }

            response.Changed = await policyLoad.TakeAsync(reading, context.GetPrincipal(), context.CancellationToken);
        }

        var version = policies.InForce(clock.Now).Version;
        response.Policy = await store.ReadAsync((db, token) => ReadPolicyAsync(db, version, token), context.CancellationToken);
        return response;
    }

    private static async Task<V1.RoutingPolicy> ReadPolicyAsync(RoutingDbContext db, string version, CancellationToken cancellationToken)
    {
        var row = await KeptPolicies.FindAsync(db, version, cancellationToken)
            ?? throw new RefusedException(Refusal.NotFound("policy version"));
        var policy = PolicyReader.Read(row.Yaml).Policy;
        return new V1.RoutingPolicy
        {
            Version = row.Version,
            Sha256 = row.Sha256,
            Yaml = row.Yaml,
            LoadedAt = row.LoadedAt.ToTimestamp(),
            LoadedBy = row.LoadedBy,
            RuleCount = policy?.Rules.Count ?? 0,
            TeamCount = policy?.Teams.Count ?? 0,
        };
    }
}
