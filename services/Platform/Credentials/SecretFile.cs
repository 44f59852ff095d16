using System.Security.Cryptography;

namespace Referrals.Platform.Credentials;

/// <summary>
/// Files that only the exchange's own user may read (mode 0600). Each is there whole or not at all, whoever is killed, and
/// of two processes that make the same one at once both read what the first wrote.
/// </summary>
public static class SecretFile
{
    private const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnerDirectory = OwnerFile | UnixFileMode.UserExecute;
    private static readonly TimeSpan LongestTurn = TimeSpan.FromSeconds(10);

    /// <summary>The secret in a file; made at random if there is none yet.</summary>
    public static byte[] ReadOrCreate(string path, int length = 32) => ReadOrCreate(path, () => RandomNumberGenerator.GetBytes(length));

    /// <summary>The content of a file, or what <paramref name="create"/> makes if there is none yet.</summary>
    public static byte[] ReadOrCreate(string path, Func<byte[]> create)
    {
        if (!File.Exists(path))
        {
            // File.Move cannot be told atomically not to overwrite: the makers take turns.
            using var turn = TakeTurn(Path.GetDirectoryName(path)!);
            if (!File.Exists(path))
                Write(path, create());
        }

        return File.ReadAllBytes(path);
    }

    /// <summary>Puts this content in place of the file's, if there is one.</summary>
    public static void Write(string path, ReadOnlySpan<byte> content) => File.Move(WriteTemporary(path, content), path, overwrite: true);

    /// <summary>Changes a file that is there; of two processes that do so at once, one changes what the other wrote.</summary>
    public static void Update(string path, Func<byte[], byte[]> change)
    {
        using var turn = TakeTurn(Path.GetDirectoryName(path)!);
        Write(path, change(File.ReadAllBytes(path)));
    }

    /// <summary>Makes a directory that only its owner may enter, or closes an existing one to others.</summary>
    public static void CreateDirectory(string path)
    {
        Directory.CreateDirectory(path);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, OwnerDirectory);
    }

    private static FileStream TakeTurn(string directory)
    {
        CreateDirectory(directory);
        FileStream? turn = null;
        return SpinWait.SpinUntil(() => (turn = TryOpen(Path.Combine(directory, ".lock"))) is not null, LongestTurn)
            ? turn!
            : throw new IOException("another process makes the exchange's keys and does not finish");
    }

    /// <summary>The file, open to nobody else until it is closed or its process ends; null while somebody has it.</summary>
    private static FileStream? TryOpen(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static string WriteTemporary(string path, ReadOnlySpan<byte> content)
    {
        CreateDirectory(Path.GetDirectoryName(path)!);
        var temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerFile;
        using var file = new FileStream(temporary, options);
        file.Write(content);
        file.Flush(flushToDisk: true);
        return temporary;
    }
}
