using System.Collections.Frozen;
using Google.Protobuf.Reflection;
using Referrals.Common.V1;

namespace Referrals.Platform.Access;

/// <summary>Which roles may call which rpc, and what it does, read from the protos. What has no rule is open to nobody.</summary>
public sealed class AccessTable
{
    private readonly FrozenDictionary<string, FrozenSet<Role>> roles;
    private readonly FrozenDictionary<string, Right> rights;

    public AccessTable(IEnumerable<ServiceDescriptor> services)
    {
        var methods = services.SelectMany(service => service.Methods).ToList();
        roles = methods.ToFrozenDictionary(NameOf, method => (RuleOf(method)?.Roles ?? []).ToFrozenSet());
        rights = methods.ToFrozenDictionary(NameOf, method => RuleOf(method)?.Right ?? Right.Unspecified);
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
        global::Referrals.Identity.V1.AccountService.Descriptor,
        global::Referrals.Operations.V1.OperationsService.Descriptor,
    ];

    /// <summary>The roles that may call a method, by its full name <c>/package.Service/Method</c>; empty for an unknown one.</summary>
    public FrozenSet<Role> RolesOf(string method) => roles.GetValueOrDefault(method, FrozenSet<Role>.Empty);

    /// <summary>What a method does; unspecified for an unknown one.</summary>
    public Right RightOf(string method) => rights.GetValueOrDefault(method);

    /// <summary>Whether a role may make a call at all: its rule names the role, and what it does is within the policy for the role.</summary>
    public bool IsOpenTo(Role role, string method) => RolesOf(method).Contains(role) && AccessPolicy.Knows(role, RightOf(method));

    private static string NameOf(MethodDescriptor method) => $"/{method.Service.FullName}/{method.Name}";

    private static Common.V1.Access? RuleOf(MethodDescriptor method) => method.GetOptions()?.GetExtension(AccessExtensions.Access);
}
