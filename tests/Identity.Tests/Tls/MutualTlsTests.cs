using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using Referrals.Identity.Storage;
using Referrals.Identity.V1;
using Referrals.Operations.V1;
using Referrals.Testing;

namespace Referrals.Identity.Tests.Tls;

/// <summary>Agencies and services are known by their certificates, at each call.</summary>
public sealed class MutualTlsTests : IAsyncLifetime, IAsyncDisposable
{
    private readonly TempDirectory directory = new();
    private readonly TestAuthority authority = new("Exchange authority");
    private readonly TestAuthority ukNca = new("uk-nca authority");
    private readonly OutsideIssuer issuer = new();
    private readonly List<IDisposable> opened = [];
    private ServiceUnderTest<IdentityDbContext> service = null!;

    public async Task InitializeAsync()
    {
        var files = authority.Write(authority.Issue("service/identity"), directory.Path);
        service = await Exchange.StartAsync(StoreKind.Sqlite, new ServiceSettings { Configuration = files.Concat(issuer.Write(directory.Path)).ToDictionary() });
        await RotateAsync(new RotateRequest { Principal = "agency/uk-nca", Anchors = { new TrustAnchor { RootCertificate = ByteString.CopyFrom(ukNca.Root.RawData) } } });
        await Eventually.ResultAsync(() => CodeAsync(Connect(ukNca.Issue("anything"))), code => code == StatusCode.OK, because: "the agency's certificates are known");
    }

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    public async ValueTask DisposeAsync()
    {
        opened.ForEach(one => one.Dispose());
        await service.DisposeAsync();
        authority.Dispose();
        ukNca.Dispose();
        issuer.Dispose();
        directory.Dispose();
    }

    [Fact]
    public async Task An_agency_calls_with_a_certificate_of_its_own_authority_and_no_token()
    {
        var channel = Connect(ukNca.Issue("agency/us-ice"));

        Assert.Equal(StatusCode.OK, await CodeAsync(channel));
        // What a certificate says of itself makes it nobody else: it is uk-nca's, whatever its name.
        Assert.Equal(StatusCode.PermissionDenied, await CodeAsync(() => new IdentityService.IdentityServiceClient(channel).ListPrincipalsAsync(new ListPrincipalsRequest()).ResponseAsync));
    }

    [Fact]
    public async Task A_certificate_that_is_nobodys_is_refused()
    {
        using var stranger = new TestAuthority("uk-nca authority");
        var now = TimeProvider.System.GetUtcNow();
        X509Certificate2[] nobodys =
        [
            ukNca.Issue("expired", now.AddHours(-1)),
            TestAuthority.SelfSigned("agency/uk-nca"),
            stranger.Issue("agency/uk-nca"),
            stranger.Issue("service/intake"),
            ukNca.Issue("servers only", forClients: false),
            ukNca.Root,
            authority.Issue("agency/uk-nca"),
        ];
        foreach (var certificate in nobodys)
            Assert.NotEqual(StatusCode.OK, await CodeAsync(Connect(certificate)));
    }

    [Fact]
    public async Task An_agency_that_poses_as_a_service_stays_the_agency()
    {
        var identity = new IdentityService.IdentityServiceClient(Connect(ukNca.Issue("service/intake")));
        using var watch = identity.WatchGrants(new WatchGrantsRequest());
        Assert.Equal(StatusCode.PermissionDenied, await CodeAsync(() => watch.ResponseStream.MoveNext(CancellationToken.None)));
    }

    [Fact]
    public async Task A_service_is_known_by_the_exchanges_own_authority()
    {
        var identity = new IdentityService.IdentityServiceClient(Connect(authority.Issue("service/intake")));
        using var watch = identity.WatchGrants(new WatchGrantsRequest());
        Assert.True(await watch.ResponseStream.MoveNext(CancellationToken.None));
    }

    [Fact]
    public async Task A_denied_serial_is_refused_on_the_connection_that_it_opened()
    {
        var certificate = ukNca.Issue("agency/uk-nca", serial: [0x00, 0xab, 0x12]);
        var channel = Connect(certificate);
        Assert.Equal(StatusCode.OK, await CodeAsync(channel));

        await RotateAsync(new RotateRequest { Principal = "agency/uk-nca", DenySerials = { "AB12" } });

        await Eventually.ResultAsync(() => CodeAsync(channel), code => code == StatusCode.Unauthenticated, because: "the serial is denied");
        Assert.Equal(StatusCode.OK, await CodeAsync(Connect(ukNca.Issue("agency/uk-nca"))));
    }

    [Fact]
    public async Task A_suspended_agency_is_refused_on_the_connection_that_it_opened()
    {
        var channel = Connect(ukNca.Issue("agency/uk-nca"));
        Assert.Equal(StatusCode.OK, await CodeAsync(channel));

        await Operator().SuspendAsync(new SuspendRequest { RequestId = "s-1", Principal = "agency/uk-nca" });

        await Eventually.ResultAsync(() => CodeAsync(channel), code => code == StatusCode.Unauthenticated, because: "the agency is suspended");
    }

    [Fact]
    public async Task A_pinned_key_is_one_agencys()
    {
        var pinned = TestAuthority.SelfSigned("whoever");
        var hash = SHA256.HashData(pinned.PublicKey.ExportSubjectPublicKeyInfo());
        await RotateAsync(new RotateRequest { Principal = "agency/afp", Anchors = { new TrustAnchor { KeySha256 = ByteString.CopyFrom(hash) } } });

        await Eventually.ResultAsync(() => CodeAsync(Connect(pinned)), code => code == StatusCode.OK, because: "the key is pinned");
    }

    [Theory]
    [InlineData("agency/uk-nca", StatusCode.OK)]
    [InlineData("agency/us-ice", StatusCode.Unauthenticated)]
    [InlineData("officer/okoro", StatusCode.Unauthenticated)]
    [InlineData("team/picacc@uk-nca", StatusCode.OK)]
    [InlineData("team/picacc@afp", StatusCode.Unauthenticated)]
    public async Task A_token_comes_over_its_own_agencys_certificate(string principal, StatusCode expected) =>
        Assert.Equal(expected, await CodeAsync(Connect(ukNca.Issue("agency/uk-nca")), service.FileOf(principal)));

    [Theory]
    [InlineData("agency/uk-nca", StatusCode.Unauthenticated)]
    [InlineData("service/intake", StatusCode.Unauthenticated)]
    [InlineData("officer/okoro", StatusCode.OK)]
    [InlineData("operator", StatusCode.OK)]
    public async Task Systems_need_a_certificate_and_people_a_token(string principal, StatusCode expected) =>
        Assert.Equal(expected, await CodeAsync(Connect(null), service.FileOf(principal)));

    [Fact]
    public async Task A_token_of_the_issuer_outside_is_enough_for_an_agency_until_it_is_suspended()
    {
        var channel = Connect(null);
        Assert.Equal(StatusCode.OK, await CodeAsync(channel, issuer.Issue("us-ice")));
        Assert.Equal(StatusCode.Unauthenticated, await CodeAsync(channel, issuer.Issue("nobody")));
        Assert.Equal(StatusCode.Unauthenticated, await CodeAsync(channel, issuer.Issue("operator")));
        Assert.Equal(StatusCode.Unauthenticated, await CodeAsync(channel, issuer.SignedWithPublicKey("us-ice")));

        await Operator().SuspendAsync(new SuspendRequest { RequestId = "s-2", Principal = "agency/us-ice" });

        await Eventually.ResultAsync(() => CodeAsync(channel, issuer.Issue("us-ice")), code => code == StatusCode.Unauthenticated, because: "the agency is suspended");
    }

    [Fact]
    public async Task A_new_certificate_of_the_server_is_shown_without_a_restart()
    {
        var renewed = authority.Issue("service/identity");
        Assert.NotEqual(renewed.SerialNumber, await ShownAsync());

        authority.Write(renewed, directory.Path);

        await Eventually.ResultAsync(ShownAsync, serial => serial == renewed.SerialNumber, because: "the file was replaced");
    }

    private IdentityService.IdentityServiceClient Operator() => new(Connect(null).Intercept(metadata =>
    {
        metadata.Add("authorization", $"Bearer {service.FileOf("operator")}");
        return metadata;
    }));

    private async Task RotateAsync(RotateRequest request)
    {
        request.RequestId = Guid.NewGuid().ToString("N");
        await Operator().RotateAsync(request);
    }

    private GrpcChannel Connect(X509Certificate2? certificate)
    {
        var handler = new SocketsHttpHandler();
        handler.SslOptions.CertificateChainPolicy = Trusted();
        handler.SslOptions.LocalCertificateSelectionCallback = (_, _, _, _, _) => certificate!;
        var channel = GrpcChannel.ForAddress(service.GrpcAddress, new GrpcChannelOptions { HttpHandler = handler, DisposeHttpClient = true });
        opened.Add(channel);
        return channel;
    }

    private X509ChainPolicy Trusted() =>
        new() { TrustMode = X509ChainTrustMode.CustomRootTrust, CustomTrustStore = { authority.Root }, RevocationMode = X509RevocationMode.NoCheck };

    private static Task<StatusCode> CodeAsync(GrpcChannel channel, string? token = null)
    {
        var headers = new Metadata();
        if (token is not null)
            headers.Add("authorization", $"Bearer {token}");
        return CodeAsync(() => new OperationsService.OperationsServiceClient(channel).GetClockAsync(new GetClockRequest(), headers).ResponseAsync);
    }

    private static async Task<StatusCode> CodeAsync(Func<Task> call)
    {
        try
        {
            await call();
            return StatusCode.OK;
        }
        catch (RpcException exception)
        {
            return exception.StatusCode;
        }
    }

    private async Task<string> ShownAsync()
    {
        using var client = new TcpClient();
        await client.ConnectAsync("localhost", new Uri(service.WebAddress).Port);
        await using var stream = new SslStream(client.GetStream());
        await stream.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = "localhost", CertificateChainPolicy = Trusted() });
        return ((X509Certificate2)stream.RemoteCertificate!).SerialNumber;
    }
}
