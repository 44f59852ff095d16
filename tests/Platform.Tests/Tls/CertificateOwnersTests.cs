using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Referrals.Common.V1;
using Referrals.Platform.Credentials;
using Referrals.Platform.Tls;
using Referrals.Testing;
using Xunit;

namespace Referrals.Platform.Tests.Tls;

public sealed class CertificateOwnersTests : IDisposable
{
    private readonly TempDirectory directory = new();
    private readonly TestAuthority authority = new("Exchange authority");
    private readonly TestAuthority ukNca = new("uk-nca authority");
    private readonly ManualTime time = new();
    private readonly GrantBook book = new();
    private readonly TlsOptions options;
    private readonly CertificateOwners owners;

    public CertificateOwnersTests()
    {
        var files = authority.Write(authority.Issue("service/intake"), directory.Path);
        options = new TlsOptions { Certificate = files["Tls:Certificate"], Key = files["Tls:Key"], Authority = files["Tls:Authority"] };
        owners = new CertificateOwners(book, new TlsFiles(Options.Create(options), time, NullLogger<TlsFiles>.Instance), time);
        book.Apply([new Grant
        {
            Change = 1,
            Name = "agency/uk-nca",
            Role = Role.Agency,
            Pseudonym = "agency/uk-nca",
            Agency = "uk-nca",
            Anchors = [new GrantAnchor(Convert.ToBase64String(ukNca.Root.RawData), null, null)],
        }]);
    }

    [Fact]
    public void A_certificate_that_was_shown_before_its_time_is_its_owners_when_the_time_has_come()
    {
        using var certificate = ukNca.Issue("new", notBefore: time.GetUtcNow().AddMinutes(1));
        Assert.Null(owners.Find(certificate));

        time.Advance(TimeSpan.FromMinutes(2));

        Assert.Equal("agency/uk-nca", owners.Find(certificate)?.Principal);
    }

    [Fact]
    public void Another_authority_counts_for_services_that_were_seen_before_it_and_the_earlier_one_no_more()
    {
        using var next = new TestAuthority("Exchange authority");
        using var ofEarlier = authority.Issue("service/matching");
        using var ofNext = next.Issue("service/triage");
        Assert.Equal("service/matching", owners.Find(ofEarlier)?.Principal);
        Assert.Null(owners.Find(ofNext));

        File.WriteAllText(options.Authority, next.Root.ExportCertificatePem());
        File.SetLastWriteTimeUtc(options.Authority, time.GetUtcNow().AddMinutes(1).UtcDateTime);
        time.Advance(TimeSpan.FromSeconds(3));

        Assert.Equal("service/triage", owners.Find(ofNext)?.Principal);
        Assert.Null(owners.Find(ofEarlier));
    }

    public void Dispose()
    {
        owners.Dispose();
        book.Dispose();
        authority.Dispose();
        ukNca.Dispose();
        directory.Dispose();
    }
}
