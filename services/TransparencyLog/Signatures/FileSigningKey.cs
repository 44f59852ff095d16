using System.Text;

namespace Referrals.TransparencyLog.Signatures;

/// <summary>
/// A private key in a file that only its owner may read: one line, base64 of the seed. A file that others may read is refused.
/// </summary>
public sealed class FileSigningKey : ISigningKey, IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private readonly Ed25519PrivateKey key;

    private FileSigningKey(byte[] seed) => key = new Ed25519PrivateKey(seed);

    public ReadOnlySpan<byte> PublicKey => key.PublicKey;

    /// <summary>Reads the key, or makes one where there is none; of several processes that make it at once, one does.</summary>
    public static FileSigningKey OpenOrCreate(string path)
    {
        if (!File.Exists(path))
            Create(path);
        return Open(path);
    }

    /// <summary>Reads the key; <see cref="InvalidOperationException"/> when others than the owner may read it, <see cref="FormatException"/> when it is none.</summary>
    public static FileSigningKey Open(string path)
    {
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & ~OwnerOnly) != 0)
            throw new InvalidOperationException($"the private key {path} must be readable by its owner only (mode 0600)");
        return new FileSigningKey(Convert.FromBase64String(File.ReadAllText(path).Trim()));
    }

    public byte[] Sign(ReadOnlySpan<byte> message) => key.Sign(message);

    public void Dispose() => key.Dispose();

    private static void Create(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var unfinished = $"{path}.{Guid.NewGuid():N}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        using (var file = new FileStream(unfinished, options))
        {
            file.Write(Encoding.ASCII.GetBytes(Convert.ToBase64String(Ed25519PrivateKey.NewSeed()) + "\n"));
            file.Flush(true);
        }

        try
        {
            File.Move(unfinished, path, false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(unfinished);
        }
    }
}
