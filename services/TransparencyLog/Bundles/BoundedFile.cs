namespace Referrals.TransparencyLog.Bundles;

/// <summary>Reads files whose length nobody vouches for.</summary>
internal static class BoundedFile
{
    /// <summary>Reads as much as fits; the number of bytes, or -1 when there is no such file or it cannot be read.</summary>
    public static int TryRead(string path, Span<byte> buffer)
    {
        try
        {
            using var file = File.OpenHandle(path);
            var length = 0;
            for (int read; length < buffer.Length && (read = RandomAccess.Read(file, buffer[length..], length)) > 0;)
                length += read;
            return length;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return -1;
        }
    }
}
