using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Referrals.Platform.Credentials;

namespace Referrals.Platform.Sealing;

/// <summary>
/// A key-encryption key in a file of mode 0600, AES-256-GCM. The file is read again when it was changed, so that a version that
/// one process makes is known to the others.
/// </summary>
public sealed class KeyFile(string path, string service, TimeProvider time) : IKeyEncryption
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };
    private volatile Known? known;

    /// <inheritdoc/>
    public IReadOnlyList<KeyVersion> Versions => [.. Current().Keys.Select(key => new KeyVersion(key.Version, key.CreatedAt))];

    /// <inheritdoc/>
    public WrappedKey Wrap(string subject, ReadOnlySpan<byte> key)
    {
        var newest = Current().Keys[^1];
        return new WrappedKey(newest.Version, SealedBox.Seal(newest.Key, key, SealedAs(subject)));
    }

    /// <inheritdoc/>
    public byte[] Unwrap(string subject, WrappedKey wrapped) =>
        Current().Keys.FirstOrDefault(key => key.Version == wrapped.Version) is { } key
            ? SealedBox.Open(key.Key, wrapped.Bytes, SealedAs(subject))
            : throw new CryptographicException($"version {wrapped.Version} of the key of {service} is not in its file");

    /// <inheritdoc/>
    public KeyVersion Add()
    {
        var made = Made(0);
        Update(keys => [.. keys, made = Made(keys[^1].Version + 1)]);
        return new KeyVersion(made.Version, made.CreatedAt);
    }

    /// <inheritdoc/>
    public bool Destroy(int version)
    {
        var destroyed = false;
        Update(keys =>
        {
            destroyed = keys[..^1].Any(key => key.Version == version);
            return destroyed ? [.. keys.Where(key => key.Version != version)] : keys;
        });
        return destroyed;
    }

    private Known Current()
    {
        var file = new FileInfo(path);
        var current = known;
        if (current is not null && !file.Exists)
            throw new CryptographicException($"the key file of {service} is gone; put it back");
        if (current is not null && (file.LastWriteTimeUtc, file.Length) == current.Written)
            return current;

        // The time first: a file that is changed in between is read once more.
        var written = file.Exists ? (file.LastWriteTimeUtc, file.Length) : default;
        return known = new Known(written, Read(SecretFile.ReadOrCreate(path, () => Write([Made(1)]))));
    }

    private void Update(Func<StoredKey[], StoredKey[]> change)
    {
        _ = Current();
        SecretFile.Update(path, content => Write(change(Read(content))));
    }

    private StoredKey Made(int version) => new(version, time.GetUtcNow(), RandomNumberGenerator.GetBytes(SubjectKey.Bytes));

    private byte[] SealedAs(string subject) => Encoding.UTF8.GetBytes($"{service}\0{subject}");

    private static byte[] Write(StoredKey[] keys) => JsonSerializer.SerializeToUtf8Bytes(keys, Json);

    private StoredKey[] Read(byte[] content)
    {
        var keys = JsonSerializer.Deserialize<StoredKey[]>(content, Json);
        return keys is { Length: > 0 } && keys.All(key => key.Key.Length == SubjectKey.Bytes)
            ? [.. keys.OrderBy(key => key.Version)]
            : throw new InvalidDataException($"the key file of {service} holds no keys");
    }

    private sealed record StoredKey(int Version, DateTimeOffset CreatedAt, byte[] Key);

    private sealed record Known((DateTime At, long Length) Written, StoredKey[] Keys);
}
