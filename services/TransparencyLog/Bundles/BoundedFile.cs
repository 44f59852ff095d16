namespace Referrals.TransparencyLog.Bundles;

/// <summary>Reads files whose length nobody vouches for.</summary>
internal static class BoundedFile
{
    /// <summary>Reads a file into a buffer that grows as the file needs, up to a limit; the number of bytes, one more than the limit for a longer file, -1 for none.</summary>
    public static int TryRead(string path, ref byte[] buffer, int limit)
    {
        try
        {
            var length = new FileInfo(path).Length;
            if (length > limit)
                return limit + 1;
            if (buffer.Length <= length)
                buffer = new byte[Math.Max(2 * buffer.Length, length + 1)];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return -1;
        }

        return TryRead(path, buffer);
    }

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
