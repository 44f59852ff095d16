using System.IO.Compression;

namespace Grpc.Net.Compression;

/// <summary>A message encoding.</summary>
public interface ICompressionProvider
{
    /// <summary>Its name in the <c>grpc-encoding</c> header.</summary>
    string EncodingName { get; }

    /// <summary>A stream that compresses into another, at a level or at the provider's own. It leaves the other open.</summary>
    Stream CreateCompressionStream(Stream stream, CompressionLevel? compressionLevel);

    /// <summary>A stream that decompresses another. It leaves the other open.</summary>
    Stream CreateDecompressionStream(Stream stream);
}
