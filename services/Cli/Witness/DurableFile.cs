using System.Text;

namespace Referrals.Cli.Witness;

/// <summary>Files that are on the disk when they have been written.</summary>
internal static class DurableFile
{
    /// <summary>Writes a file whole, over what it held.</summary>
    public static void Write(string path, string content)
    {
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read);
        file.Write(Encoding.UTF8.GetBytes(content));
        file.Flush(flushToDisk: true);
    }
}
