using System.IO.Compression;

namespace Grpc.Net.Compression;

/// <summary>The <c>gzip</c> encoding.</summary>
public sealed class GzipCompressionProvider : ICompressionProvider
{
    private readonly CompressionLevel _level;

    /// <summary>Compresses at this level unless a call asks for another.</summary>
    public GzipCompressionProvider(CompressionLevel defaultCompressionLevel) => _level = defaultCompressionLevel;

    /// <inheritdoc/>
    public string EncodingName => "gzip";

    /// <inheritdoc/>
    public Stream CreateCompressionStream(Stream stream, CompressionLevel? compressionLevel) =>
        new GZipStream(stream, compressionLevel ?? _level, leaveOpen: true);

    /// <inheritdoc/>
    public Stream CreateDecompressionStream(Stream stream) =>
        new GZipStream(stream, CompressionMode.Decompress, leaveOpen: true);
}
