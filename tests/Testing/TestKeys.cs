using System.Security.Cryptography;
using Referrals.Contracts;
using Referrals.Platform.Credentials;

namespace Referrals.Testing;

/// <summary>The key of an exchange under test, with the credentials of its services issued.</summary>
internal sealed class TestKeys : IDisposable
{
    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public TestKeys(string directory)
    {
        var options = new CredentialOptions { Directory = directory };
        Directory.CreateDirectory(Path.GetDirectoryName(options.PublicKeyFile)!);
        Directory.CreateDirectory(Path.Combine(directory, "credentials"));
        if (File.Exists(options.PrivateKeyFile))
            key.ImportFromPem(File.ReadAllText(options.PrivateKeyFile));
        else
            Write(options);
    }

    public string Issue(Principal principal) =>
        CredentialToken.Issue(principal, key, TimeProvider.System.GetUtcNow(), TimeProvider.System.GetUtcNow().AddYears(1));

    public void Dispose() => key.Dispose();

    private void Write(CredentialOptions options)
    {
        File.WriteAllText(options.PrivateKeyFile, key.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(options.PublicKeyFile, key.ExportSubjectPublicKeyInfoPem());
        foreach (var service in Topology.Services)
            File.WriteAllText(options.CredentialFile($"service/{service}"), Issue(Callers.Service(service)));
    }
}
