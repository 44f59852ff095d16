using Grpc.Core;
using Referrals.Audit.V1;
using Referrals.Identity.V1;
using Referrals.Intake.V1;
using Referrals.Matching.V1;
using Referrals.Routing.V1;
using Referrals.Triage.V1;

namespace Referrals.Cli.Connect;

/// <summary>The services of the exchange, called as one principal.</summary>
internal sealed class ExchangeClients(Func<string, CallInvoker> invoker)
{
    public IntakeService.IntakeServiceClient Intake { get; } = new(invoker("intake"));

    public MatchingService.MatchingServiceClient Matching { get; } = new(invoker("matching"));

    public TriageService.TriageServiceClient Triage { get; } = new(invoker("triage"));

    public RoutingService.RoutingServiceClient Routing { get; } = new(invoker("routing"));

    public TeamDirectoryService.TeamDirectoryServiceClient Teams { get; } = new(invoker("routing"));

    public IdentityService.IdentityServiceClient Identity { get; } = new(invoker("identity"));

    public AccountService.AccountServiceClient Accounts { get; } = new(invoker("identity"));

    public AuditService.AuditServiceClient Audit { get; } = new(invoker("audit"));
}
