using Microsoft.Extensions.Options;
using Referrals.Platform.Credentials;
using Referrals.Platform.Sealing.Pkcs11;

namespace Referrals.Platform.Sealing;

/// <summary>The key-encryption keys of the services of this process, where <c>Sealing:Provider</c> says that they live.</summary>
public sealed class KeyEncryptions(IOptions<SealingOptions> sealing, IOptions<CredentialOptions> data, TimeProvider time) : IDisposable
{
    private readonly Lazy<Pkcs11Token> token = new(() => new Pkcs11Token(sealing.Value.Module!, sealing.Value.Token!, sealing.Value.PinFile!));

    /// <summary>The key-encryption key of a service; nothing is read or made before it is used.</summary>
    public IKeyEncryption Of(string service) => sealing.Value.IsModule ? new KeyModule(token.Value, service, time) : new KeyFile(data.Value.SealFile(service), service, time);

    public void Dispose()
    {
        if (token.IsValueCreated)
            token.Value.Dispose();
    }
}
