using Grpc.Core;
using Grpc.Net.Client;
using Referrals.Audit.V1;
using Referrals.Platform.Auditing;
using Referrals.Platform.Credentials;

namespace Referrals.Exchange.Demo;

/// <summary>A case with an outcome, whose trail is worth reading; found as an auditor finds it.</summary>
internal static class ExampleTrail
{
    public static async Task<string> FindAsync(ExchangeHost exchange, CancellationToken cancellationToken)
    {
        var token = await File.ReadAllTextAsync(new CredentialOptions { Directory = exchange.Directory }.CredentialFile("auditor/mercier"), cancellationToken);
        using var channel = GrpcChannel.ForAddress(exchange.Addresses.Grpc["audit"]);
        var found = await new AuditService.AuditServiceClient(channel).SearchAsync(
            new SearchRequest { EventTypes = { AuditTypes.Outcome }, PageSize = 1 },
            new Metadata { { "authorization", $"Bearer {token.Trim()}" } },
            cancellationToken: cancellationToken);
        return found.Records.Count > 0 ? found.Records[0].CaseId : "CASE";
    }
}
