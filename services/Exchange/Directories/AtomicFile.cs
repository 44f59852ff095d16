namespace Referrals.Exchange.Directories;

/// <summary>Writes a file so that it is there whole or not at all.</summary>
internal static class AtomicFile
{
    public static void Write(string path, string text)
    {
        var next = path + ".next";
        using (var file = new FileStream(next, FileMode.Create, FileAccess.Write))
        using (var writer = new StreamWriter(file))
        {
            writer.WriteLine(text);
            writer.Flush();
            file.Flush(flushToDisk: true);
        }

        File.Move(next, path, overwrite: true);
    }
}
