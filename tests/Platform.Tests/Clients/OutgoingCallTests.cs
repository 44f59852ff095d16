using Grpc.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Referrals.Operations.V1;
using Referrals.Platform.Clients;
using Referrals.Platform.Credentials;
using Referrals.Platform.Tls;
using Referrals.Testing;
using Xunit;

namespace Referrals.Platform.Tests.Clients;

public sealed class OutgoingCallTests
{
    [Fact]
    public async Task While_its_own_process_is_not_listening_yet_a_service_is_away_and_not_wrong()
    {
        using var directory = new TempDirectory();
        var credentials = new CredentialOptions { Directory = directory.Path };
        Directory.CreateDirectory(Path.GetDirectoryName(credentials.CredentialFile("service/matching"))!);
        await File.WriteAllTextAsync(credentials.CredentialFile("service/matching"), "token");
        using var server = new ServerThatIsStarting();
        var tls = new TlsClients(new TlsFiles(Options.Create(new TlsOptions()), TimeProvider.System, NullLogger<TlsFiles>.Instance));
        using var channels = new ServiceChannels(new ServiceAddresses(new ConfigurationBuilder().Build(), server), Options.Create(credentials), tls, TimeProvider.System);
        var client = new OperationsService.OperationsServiceClient(channels.Invoker("matching", "intake"));

        var failure = await Assert.ThrowsAsync<RpcException>(async () => await client.GetClockAsync(new GetClockRequest()));

        Assert.Equal(StatusCode.Unavailable, failure.StatusCode);
    }
}
