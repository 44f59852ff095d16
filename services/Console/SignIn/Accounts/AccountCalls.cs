using Grpc.Core;
using Grpc.Core.Interceptors;
using Microsoft.Extensions.Options;
using Polly;
using Referrals.Contracts;
using Referrals.Identity.V1;
using Referrals.Platform.Clients;
using Referrals.Platform.Credentials;

namespace Referrals.Console.SignIn.Accounts;

/// <summary>Asks Identity for people who are not signed in yet, as the console itself; never twice, since a code is good once.</summary>
public sealed class AccountCalls(ServiceChannels channels, IOptions<CredentialOptions> data, TimeProvider time)
{
    private const string Console = "service/console";
    private const int Page = 1000;

    public AccountService.AccountServiceClient Client => new(channels.Invoker(Topology.Identity).Intercept(new AsConsole(data.Value.CredentialFile(Console), time)));

    public async Task<Account> FindAsync(string principal, CancellationToken cancellationToken) =>
        (await Client.GetAccountAsync(new GetAccountRequest { Principal = principal }, cancellationToken: cancellationToken)).Account;

    /// <summary>Everybody who has set anything, or was reset.</summary>
    public async Task<IReadOnlyList<Account>> ListAsync(CancellationToken cancellationToken)
    {
        var accounts = new List<Account>();
        var request = new ListAccountsRequest { PageSize = Page };
        do
        {
            var page = await Client.ListAccountsAsync(request, cancellationToken: cancellationToken);
            accounts.AddRange(page.Accounts);
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);

        return accounts;
    }

    private sealed class AsConsole(string file, TimeProvider time) : CredentialCalls(time)
    {
        protected override ResiliencePipeline Retries => ResiliencePipeline.Empty;

        protected override string Token() =>
            File.Exists(file) ? File.ReadAllText(file).Trim() : throw new RpcException(new Status(StatusCode.Unavailable, "the console's credential has not been issued yet"));
    }
}
