using Grpc.Core;
using Referrals.Audit.V1;
using Referrals.Contracts;
using Referrals.Identity.V1;
using Referrals.Intake.V1;
using Referrals.Matching.V1;
using Referrals.Operations.V1;
using Referrals.Routing.V1;
using Referrals.Triage.V1;

namespace Referrals.Console.Calls;

/// <summary>The services of the exchange, called as one person.</summary>
public sealed class ExchangeClients(Func<string, CallInvoker> invoker)
{
    public IntakeService.IntakeServiceClient Intake => new(invoker(Topology.Intake));

    public MatchingService.MatchingServiceClient Matching => new(invoker(Topology.Matching));

    public TriageService.TriageServiceClient Triage => new(invoker(Topology.Triage));

    public RoutingService.RoutingServiceClient Routing => new(invoker(Topology.Routing));

    public TeamDirectoryService.TeamDirectoryServiceClient Teams => new(invoker(Topology.Routing));

    public AuditService.AuditServiceClient Audit => new(invoker(Topology.Audit));

    public IdentityService.IdentityServiceClient Identity => new(invoker(Topology.Identity));

    /// <summary>The operations of the process that hosts a service.</summary>
    public OperationsService.OperationsServiceClient Operations(string service) => new(invoker(service));
}
