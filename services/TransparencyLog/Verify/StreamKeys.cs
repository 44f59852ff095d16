using System.Buffers.Text;

namespace Referrals.TransparencyLog.Verify;

/// <summary>Names of (service, stream) as bytes, so that looking one up makes no garbage.</summary>
internal static class StreamKeys
{
    /// <summary>How long a name may be in bytes.</summary>
    public const int LongestKey = 512;

    public static IEqualityComparer<byte[]> Comparer { get; } = new ByteComparer();

    public static ReadOnlySpan<byte> Join(Span<byte> buffer, ReadOnlySpan<byte> service, ReadOnlySpan<byte> stream)
    {
        service.CopyTo(buffer);
        buffer[service.Length] = 0;
        stream.CopyTo(buffer[(service.Length + 1)..]);
        return buffer[..(service.Length + 1 + stream.Length)];
    }

    /// <summary>Reads <c>service:stream#sequence</c>.</summary>
    public static bool TryReadCause(ReadOnlySpan<byte> cause, Span<byte> buffer, out ReadOnlySpan<byte> key, out long sequence)
    {
        key = default;
        sequence = 0;
        var colon = cause.IndexOf((byte)':');
        var hash = cause.LastIndexOf((byte)'#');
        if (colon < 1 || hash < colon || hash > buffer.Length
            || !Utf8Parser.TryParse(cause[(hash + 1)..], out sequence, out var read) || read != cause.Length - hash - 1 || sequence < 1)
            return false;
        key = Join(buffer, cause[..colon], cause[(colon + 1)..hash]);
        return true;
    }

    private sealed class ByteComparer : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
    {
        public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode(byte[] obj) => GetHashCode(obj.AsSpan());

        public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

        public int GetHashCode(ReadOnlySpan<byte> alternate)
        {
            var hash = new HashCode();
            hash.AddBytes(alternate);
            return hash.ToHashCode();
        }

        public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();
    }
}
