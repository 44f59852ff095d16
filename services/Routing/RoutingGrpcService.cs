using Grpc.Core;
using Referrals.Platform.Commands;
using Referrals.Platform.Credentials;
using Referrals.Platform.Sealing;
using Referrals.Platform.Storage;
using Referrals.Routing.AddTeamInformation;
using Referrals.Routing.HandOffs;
using Referrals.Routing.LoadPolicy;
using Referrals.Routing.Storage;

namespace Referrals.Routing;

/// <summary>The gRPC service; each rpc is in the folder of its feature.</summary>
internal sealed partial class RoutingGrpcService(
    Commands<RoutingDbContext> commands,
    Store<RoutingDbContext> store,
    ContentKeys<RoutingDbContext> keys,
    PolicyCatalog policies,
    PolicyLoad policyLoad,
    Platform.Clocks.BusinessClock clock,
    TimeProvider time,
    TeamSubmissions submissions) : V1.RoutingService.RoutingServiceBase
{
    /// <summary>Runs a change of one hand-off: checked, under the lock of its case, answered with what the body makes of it.</summary>
    private Task<TResponse> ChangeAsync<TRequest, TResponse>(
        TRequest request,
        ServerCallContext context,
        string handOffId,
        Action<Violations, DateTimeOffset> check,
        Func<RoutedCase, HandOffRow, CancellationToken, Task<Result<TResponse>>> change,
        string words = "")
        where TRequest : Google.Protobuf.IMessage<TRequest>
        where TResponse : Google.Protobuf.IMessage<TResponse>, new() =>
        commands.RunAsync<TRequest, TResponse>(request, context, async (work, principal, token) =>
        {
            var violations = new Violations();
            violations.Require(handOffId.Length > 0, "handOffId", "is required", "REQUIRED");
            check(violations, work.Now);
            if (violations.Any)
                return violations.ToRefusal();
            var entered = await HandOffAccess.EnterAsync(work, policies, principal, handOffId, token);
            if (entered.Refusal is { } refusal)
                return refusal;
            if (words.Length > 0)
            {
                ContentReader.Decide(entered.Value.HandOff.CountryCase);
                entered.Value.Routed.WordsKey = await keys.FindOrAddAsync(work.Sql, entered.Value.HandOff.CountryCase, token);
            }

            return await change(entered.Value.Routed, entered.Value.HandOff, token);
        });

    /// <summary>A reason that may need words.</summary>
    private static void CheckText(Violations violations, string text, bool required)
    {
        violations.Require(text.Length <= 1000, "text", "must have at most 1,000 characters", "TOO_LONG");
        violations.Require(!required || text.Trim().Length > 0, "text", "is required with OTHER", "REQUIRED");
    }
}
