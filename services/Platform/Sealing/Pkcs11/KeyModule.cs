using System.Security.Cryptography;
using System.Text;
using Polly;
using Polly.Retry;

namespace Referrals.Platform.Sealing.Pkcs11;

/// <summary>
/// A key-encryption key that is in a module and never leaves it: AES-256 keys of the label <c>referrals/SERVICE</c>, which wrap with
/// AES-GCM inside of it. What other processes made is seen when the versions are looked at, and when a key is not known.
/// </summary>
internal sealed class KeyModule(Pkcs11Token token, string service, TimeProvider time) : IKeyEncryption
{
    // A key may have been destroyed, or the token put in again, since it was looked at; and a module may show a key that another process
    // is just making before it can be used.
    private static readonly ResiliencePipeline Tries = new ResiliencePipelineBuilder()
        .AddRetry(new RetryStrategyOptions
        {
            ShouldHandle = new PredicateBuilder().Handle<KeyModuleException>(),
            MaxRetryAttempts = 4,
            Delay = TimeSpan.FromMilliseconds(10),
            BackoffType = DelayBackoffType.Exponential,
        })
        .Build();

    private readonly string label = $"referrals/{service}";
    private volatile ModuleKey[]? known;

    /// <inheritdoc/>
    public IReadOnlyList<KeyVersion> Versions => [.. Look().Select(key => key.Version).DistinctBy(version => version.Number)];

    /// <inheritdoc/>
    public WrappedKey Wrap(string subject, ReadOnlySpan<byte> key)
    {
        var plain = key.ToArray();
        var sealedAs = SealedAs(subject);
        return UseKeys(keys => Wrap(Newest(keys), plain, sealedAs));
    }

    /// <inheritdoc/>
    public byte[] Unwrap(string subject, WrappedKey wrapped)
    {
        var sealedAs = SealedAs(subject);
        return UseKeys(keys => Unwrap(keys, wrapped, sealedAs) ?? Unwrap(Look(), wrapped, sealedAs)) ?? throw Unopened(wrapped);
    }

    /// <inheritdoc/>
    public KeyVersion Add()
    {
        var keys = Look();
        return Make(keys[^1].Version.Number + 1);
    }

    /// <inheritdoc/>
    public bool Destroy(int version)
    {
        var keys = Look();
        var doomed = keys.Where(key => key.Version.Number == version && version < keys[^1].Version.Number).ToList();
        foreach (var key in doomed)
            token.Use((module, session) => module.DestroyObject(session, key.Handle));
        return doomed.Count > 0 && Look().All(key => key.Version.Number != version);
    }

    /// <summary>Uses the keys as they are known; and where that fails, as they are then.</summary>
    private T UseKeys<T>(Func<ModuleKey[], T> use)
    {
        var keys = known;
        return Tries.Execute(() =>
        {
            var these = keys ?? Look();
            keys = null;
            return use(these);
        });
    }

    /// <summary>The keys as they are now; the first is made when there is none.</summary>
    private ModuleKey[] Look()
    {
        var keys = token.Use((module, session) => ModuleKeys.Find(module, session, label));
        if (keys.Length == 0 && known is not null)
            throw new KeyModuleException($"the keys of {service} are gone from the module");
        if (keys.Length == 0)
        {
            Make(1);
            keys = token.Use((module, session) => ModuleKeys.Find(module, session, label));
        }

        return known = keys;
    }

    private KeyVersion Make(int version)
    {
        var id = ModuleKey.NewId(version, time.GetUtcNow());
        return token.Use((module, session) => ModuleKeys.Make(module, session, label, id)).Version;
    }

    private WrappedKey Wrap(ModuleKey key, byte[] plain, byte[] sealedAs) =>
        new(key.Version.Number, token.Use((module, session) => ModuleBox.Seal(module, session, key.Handle, plain, sealedAs)));

    /// <summary>Null when none of the keys of its version opens it.</summary>
    private byte[]? Unwrap(ModuleKey[] keys, WrappedKey wrapped, byte[] sealedAs) => keys
        .Where(key => key.Version.Number == wrapped.Version)
        .Select(key => token.Use((module, session) => ModuleBox.Open(module, session, key.Handle, wrapped.Bytes, sealedAs)))
        .FirstOrDefault(plain => plain is not null);

    /// <summary>Of several of the newest version the one that all processes take.</summary>
    private static ModuleKey Newest(ModuleKey[] keys) => keys.First(key => key.Version.Number == keys[^1].Version.Number);

    private CryptographicException Unopened(WrappedKey wrapped) => new($"no key of {service} in the module opens what was wrapped under version {wrapped.Version}");

    private byte[] SealedAs(string subject) => Encoding.UTF8.GetBytes($"{service}\0{subject}");
}
