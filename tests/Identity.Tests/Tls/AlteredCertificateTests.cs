using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.Extensions.DependencyInjection;
using Referrals.Identity.Storage;
using Referrals.Identity.V1;
using Referrals.Platform.Tls;
using Referrals.Testing;

namespace Referrals.Identity.Tests.Tls;

/// <summary>Certificates with fields that say nothing, or something else: they are their authority's owner's or nobody's.</summary>
public sealed class AlteredCertificateTests : IDisposable
{
    private const int Seed = 20260602;
    private readonly TempDirectory directory = new();
    private readonly TestAuthority authority = new("Exchange authority");
    private readonly TestAuthority ukNca = new("uk-nca authority");

    [Fact]
    public async Task An_altered_certificate_is_nobodys_or_its_issuers_and_never_an_error()
    {
        await using var service = await Exchange.StartAsync(StoreKind.Sqlite, new ServiceSettings { Configuration = authority.Write(authority.Issue("service/identity"), directory.Path) });
        var owners = service.Services.GetRequiredService<CertificateOwners>();
        using var issued = ukNca.Issue("agency/uk-nca");
        using var posing = ukNca.Issue("service/identity");
        await TrustAsync(service, () => owners.Find(issued)?.Principal == "agency/uk-nca");
        var mutator = new Mutator(Seed);
        var found = new HashSet<string?>();
        for (var i = 0; i < Mutator.Inputs * 9 / 100; i++)
            found.Add(OwnerOf(mutator.Mutate((mutator.Next(2) == 0 ? issued : posing).RawData)));
        for (var i = 0; i < Mutator.Inputs / 100; i++)
            found.Add(OwnerOf(ukNca.Issue("agency/uk-nca", alter: Altered).RawData));

        Assert.Equal(["", "agency/uk-nca"], found.Select(owner => owner ?? "").Order());

        X509Extension Altered(X509Extension extension) =>
            mutator.Next(3) == 0 ? new X509Extension(extension.Oid!, mutator.Mutate(extension.RawData), extension.Critical) : extension;

        string? OwnerOf(byte[] bytes)
        {
            try
            {
                using var certificate = X509CertificateLoader.LoadCertificate(bytes);
                return owners.Find(certificate)?.Principal;
            }
            catch (CryptographicException)
            {
                // No certificate at all: the handshake ends here.
                return null;
            }
        }
    }

    public void Dispose()
    {
        authority.Dispose();
        ukNca.Dispose();
        directory.Dispose();
    }

    private async Task TrustAsync(ServiceUnderTest<IdentityDbContext> service, Func<bool> isTrusted)
    {
        using var channel = GrpcChannel.ForAddress(service.GrpcAddress, new GrpcChannelOptions { HttpHandler = Handler(), DisposeHttpClient = true });
        var identity = new IdentityService.IdentityServiceClient(channel);
        var headers = new Metadata { { "authorization", $"Bearer {service.FileOf("operator")}" } };
        await identity.RotateAsync(
            new RotateRequest { RequestId = "r-1", Principal = "agency/uk-nca", Anchors = { new TrustAnchor { RootCertificate = ByteString.CopyFrom(ukNca.Root.RawData) } } }, headers);
        await Eventually.Async(() => Task.FromResult(isTrusted()), because: "the agency's authority is trusted");
    }

    private SocketsHttpHandler Handler() => new()
    {
        SslOptions = { RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate is X509Certificate2 server && IssuedBy.Authority(server, authority.Root, TimeProvider.System.GetUtcNow()) },
    };
}
