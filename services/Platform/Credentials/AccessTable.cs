using System.Collections.Frozen;
using Google.Protobuf.Reflection;
using Referrals.Common.V1;

namespace Referrals.Platform.Credentials;

/// <summary>Which roles may call which rpc, read from the protos. What has no rule is open to nobody.</summary>
public sealed class AccessTable
{
    private readonly FrozenDictionary<string, FrozenSet<Role>> roles;

    public AccessTable(IEnumerable<ServiceDescriptor> services)
    {
        roles = services.SelectMany(service => service.Methods).ToFrozenDictionary(
            method => $"/{method.Service.FullName}/{method.Name}",
            method => (method.GetOptions()?.GetExtension(AccessExtensions.Access)?.Roles ?? []).ToFrozenSet());
    }

    /// <summary>The services of the exchange, whose every rpc is in the table.</summary>
    public static IReadOnlyList<ServiceDescriptor> ExchangeServices { get; } =
    [
        global::Referrals.Intake.V1.IntakeService.Descriptor,
        global::Referrals.Matching.V1.MatchingService.Descriptor,
        global::Referrals.Triage.V1.TriageService.Descriptor,
        global::Referrals.Routing.V1.RoutingService.Descriptor,
        global::Referrals.Routing.V1.TeamDirectoryService.Descriptor,
        global::Referrals.Audit.V1.AuditService.Descriptor,
        global::Referrals.Identity.V1.IdentityService.Descriptor,
        global::Referrals.Operations.V1.OperationsService.Descriptor,
    ];

    /// <summary>The roles that may call a method, by its full name <c>/package.Service/Method</c>; empty for an unknown one.</summary>
    public FrozenSet<Role> RolesOf(string method) => roles.GetValueOrDefault(method, FrozenSet<Role>.Empty);
}
