using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Referrals.Testing;

/// <summary>A certificate authority for tests, with keys of its own.</summary>
public sealed class TestAuthority : IDisposable
{
    private static readonly Oid ServerUse = new("1.3.6.1.5.5.7.3.1");
    private static readonly Oid ClientUse = new("1.3.6.1.5.5.7.3.2");
    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public TestAuthority(string name = "Example authority", DateTimeOffset? notAfter = null)
    {
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        Root = request.CreateSelfSigned(Now.AddDays(-2), notAfter ?? Now.AddYears(1));
    }

    public X509Certificate2 Root { get; }

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    /// <summary>A certificate for localhost that this authority issued, with its key.</summary>
    /// <param name="name">The common name.</param>
    /// <param name="notAfter">The end; in 30 days otherwise.</param>
    /// <param name="forClients">Whether it is for clients as well as for servers.</param>
    /// <param name="serial">The serial number; one at random otherwise.</param>
    /// <param name="alter">Changes an extension on its way in.</param>
    /// <param name="notBefore">The beginning; yesterday otherwise.</param>
    public X509Certificate2 Issue(
        string name, DateTimeOffset? notAfter = null, bool forClients = true, byte[]? serial = null, Func<X509Extension, X509Extension>? alter = null, DateTimeOffset? notBefore = null)
    {
        using var own = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = Request(name, own, forClients);
        for (var i = 0; alter is not null && i < request.CertificateExtensions.Count; i++)
            request.CertificateExtensions[i] = alter(request.CertificateExtensions[i]);
        serial ??= RandomNumberGenerator.GetBytes(8);
        serial[0] &= 0x7f;
        using var issued = request.Create(Root.SubjectName, X509SignatureGenerator.CreateForECDsa(key), notBefore ?? Now.AddDays(-1), notAfter ?? Now.AddDays(30), serial);
        return WithKey(issued, own);
    }

    /// <summary>A certificate that vouches for itself.</summary>
    public static X509Certificate2 SelfSigned(string name)
    {
        using var own = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return Request(name, own, forClients: true).CreateSelfSigned(Now.AddDays(-1), Now.AddDays(30));
    }

    /// <summary>Writes a certificate, its key and this authority's certificate as the configuration of a process names them.</summary>
    public IReadOnlyDictionary<string, string> Write(X509Certificate2 certificate, string directory)
    {
        Directory.CreateDirectory(directory);
        var files = new Dictionary<string, string>
        {
            ["Tls:Certificate"] = Path.Combine(directory, "server.pem"),
            ["Tls:Key"] = Path.Combine(directory, "server.key"),
            ["Tls:Authority"] = Path.Combine(directory, "authority.pem"),
        };
        using var own = certificate.GetECDsaPrivateKey()!;
        File.WriteAllText(files["Tls:Key"], own.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(files["Tls:Authority"], Root.ExportCertificatePem());
        File.WriteAllText(files["Tls:Certificate"], certificate.ExportCertificatePem());
        return files;
    }

    public void Dispose()
    {
        Root.Dispose();
        key.Dispose();
    }

    private static CertificateRequest Request(string name, ECDsa own, bool forClients)
    {
        var request = new CertificateRequest($"CN={name}", own, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension(forClients ? [ServerUse, ClientUse] : [ServerUse], false));
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        return request;
    }

    private static X509Certificate2 WithKey(X509Certificate2 certificate, ECDsa own)
    {
        using var joined = certificate.CopyWithPrivateKey(own);
        return X509CertificateLoader.LoadPkcs12(joined.Export(X509ContentType.Pkcs12), null, X509KeyStorageFlags.Exportable);
    }
}
