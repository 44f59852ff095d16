using Grpc.Core;
using Referrals.Platform.Auditing;
using Referrals.Platform.Credentials;
using Referrals.Platform.Hosting;

namespace Referrals.Platform.Commands;

/// <summary>Records in the log that somebody asked for what is not theirs: who and which call, not whether it exists.</summary>
public sealed class DenialLog(IEnumerable<IServiceHost> services)
{
    public async Task RecordAsync(ServerCallContext context, Refusal refusal)
    {
        var principal = context.GetPrincipal();
        var service = services.FirstOrDefault(host => context.Method.StartsWith($"/referrals.{host.Name}.", StringComparison.Ordinal)) ?? services.First();
        await service.RecordAsync(
            "security",
            new AuditEntry
            {
                Type = AuditTypes.AccessRefused,
                Actor = principal,
                Agency = principal.Agency,
                Team = principal.Team,
                Details = new Dictionary<string, string> { ["method"] = context.Method, ["status"] = refusal.Code.ToString() },
            },
            CancellationToken.None);
    }
}
