using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Google.Protobuf;
using Microsoft.Extensions.Options;
using Referrals.Intake.V1;
using Referrals.Platform.Credentials;
using Referrals.Platform.Hosting;
using Referrals.Platform.Storage;
using Referrals.TransparencyLog.Notes;
using Referrals.TransparencyLog.Signatures;

namespace Referrals.Platform.Promises;

/// <summary>
/// The key that a service signs promises with: what it answers is written in the log before the log has it. It lies in a
/// file that only its owner may read; the log certifies it, sooner or later, and nothing waits for that.
/// </summary>
public sealed class ServiceKey<TDb>(ServiceName<TDb> service, IOptions<CredentialOptions> data) : IDisposable
    where TDb : ServiceDbContext
{
    private readonly Lazy<(ISigningKey Signer, VerifierKey Verifier)> key = new(() => Open(service.Value, data.Value));

    /// <summary>The key as others know it.</summary>
    public VerifierKey Verifier => key.Value.Verifier;

    /// <summary>Reads the key, or makes one where there is none; throws when others than its owner may read it.</summary>
    public void Open() => _ = key.Value;

    /// <summary>Promises that a record of this body enters the log.</summary>
    public SignedPromise Promise(string body)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        var hash = SHA256.HashData(bytes);
        return new SignedPromise
        {
            Body = ByteString.CopyFrom(bytes),
            BodySha256 = ByteString.CopyFrom(hash),
            Signature = ByteString.CopyFrom(key.Value.Signer.Sign(hash)),
            KeyId = Verifier.Id.ToString("x8", CultureInfo.InvariantCulture),
        };
    }

    public void Dispose()
    {
        if (key.IsValueCreated)
            (key.Value.Signer as IDisposable)?.Dispose();
    }

    private static (ISigningKey Signer, VerifierKey Verifier) Open(string service, CredentialOptions data)
    {
        var file = data.ServiceKeyFile(service);
        SecretFile.CreateDirectory(Path.GetDirectoryName(file)!);
        var signer = FileSigningKey.OpenOrCreate(file);
        return (signer, VerifierKey.Of($"referrals/{service}", SignatureType.Note, signer.PublicKey));
    }
}
