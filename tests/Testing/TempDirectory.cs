namespace Referrals.Testing;

/// <summary>A directory of its own, gone when disposed.</summary>
public sealed class TempDirectory : IDisposable
{
    public TempDirectory()
    {
        Path = Directory.CreateTempSubdirectory("referrals-test-").FullName;
    }

    public string Path { get; }

    public string File(params ReadOnlySpan<string> parts) => System.IO.Path.Combine([Path, .. parts]);

    /// <summary>Copies the files of a directory into this one, or of them those whose relative path is to be taken; later ones replace earlier.</summary>
    public void Take(string directory, Func<string, bool>? takes = null)
    {
        foreach (var file in Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories))
        {
            var relative = System.IO.Path.GetRelativePath(directory, file);
            if (takes?.Invoke(relative) == false)
                continue;
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(File(relative))!);
            System.IO.File.Copy(file, File(relative), overwrite: true);
        }
    }

    public void Dispose()
    {
        if (Directory.Exists(Path))
        {
            Directory.Delete(Path, recursive: true);
        }
    }
}
