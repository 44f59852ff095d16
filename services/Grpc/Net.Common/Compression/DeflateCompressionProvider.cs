using System.IO.Compression;

namespace Grpc.Net.Compression;

/// <summary>The <c>deflate</c> encoding, which HTTP defines as deflate inside the zlib format (RFC 9110, 8.4.1.2).</summary>
public sealed class DeflateCompressionProvider : ICompressionProvider
{
    private readonly CompressionLevel _level;

    /// <summary>Compresses at this level unless a call asks for another.</summary>
    public DeflateCompressionProvider(CompressionLevel defaultCompressionLevel) => _level = defaultCompressionLevel;

    /// <inheritdoc/>
    public string EncodingName => "deflate";

    /// <inheritdoc/>
    public Stream CreateCompressionStream(Stream stream, CompressionLevel? compressionLevel) =>
        new ZLibStream(stream, compressionLevel ?? _level, leaveOpen: true);

    /// <inheritdoc/>
    public Stream CreateDecompressionStream(Stream stream) =>
        new ZLibStream(stream, CompressionMode.Decompress, leaveOpen: true);
}
