namespace Referrals.Testing.Canaries;

/// <summary>Searches files for the words.</summary>
public static class CanarySearch
{
    private const int Window = 16 << 20;

    /// <summary>Where words are: file and word, in order. Files that vanish meanwhile have none.</summary>
    public static IReadOnlyList<string> In(params IEnumerable<string> directories)
    {
        var forms = CanaryWords.Forms();
        return
        [
            .. directories
                .SelectMany(directory => Directory.EnumerateFiles(directory, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint }))
                .SelectMany(file => InFile(file, forms).Select(word => $"{file}: {word}"))
                .Distinct()
                .Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>The words that bytes hold.</summary>
    public static IEnumerable<string> InBytes(byte[] bytes) => CanaryWords.Forms().Where(form => bytes.AsSpan().IndexOf(form.Form) >= 0).Select(form => form.Word).Distinct();

    private static List<string> InFile(string path, IReadOnlyList<(string Word, byte[] Form)> forms)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return InStream(file, forms);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return [];
        }
        catch (IOException) when (new FileInfo(path) is { Exists: true, Length: 0 })
        {
            // A lock.
            return [];
        }
    }

    /// <summary>Window by window; what may begin at the end of one is looked for again in the next.</summary>
    private static List<string> InStream(FileStream file, IReadOnlyList<(string Word, byte[] Form)> forms)
    {
        var found = new List<string>();
        var overlap = forms.Max(form => form.Form.Length) - 1;
        var buffer = new byte[(int)Math.Min(Window, Math.Max(file.Length, 1) + overlap)];
        var kept = 0;
        for (var read = file.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false); read > 0; read = file.ReadAtLeast(buffer.AsSpan(kept), buffer.Length - kept, throwOnEndOfStream: false))
        {
            var filled = buffer.AsSpan(0, kept + read);
            foreach (var (word, form) in forms)
            {
                if (filled.IndexOf(form) >= 0)
                    found.Add(word);
            }

            kept = Math.Min(overlap, filled.Length);
            filled[^kept..].CopyTo(buffer);
            if (kept == buffer.Length)
                break;
        }

        return found;
    }
}
