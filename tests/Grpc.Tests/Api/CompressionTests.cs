using System.IO.Compression;
using Grpc.Net.Compression;

namespace Referrals.Grpc.Tests.Api;

public sealed class CompressionTests
{
    public static TheoryData<ICompressionProvider, string, byte> Providers => new()
    {
        { new GzipCompressionProvider(CompressionLevel.Fastest), "gzip", 0x1F },
        // 0x78 opens the zlib format, which the name "deflate" means in HTTP.
        { new DeflateCompressionProvider(CompressionLevel.Fastest), "deflate", 0x78 },
    };

    [Theory]
    [MemberData(nameof(Providers))]
    public void What_is_compressed_comes_back(ICompressionProvider provider, string name, byte firstByte)
    {
        var message = new byte[10_000];
        using var compressed = new MemoryStream();
        using (var stream = provider.CreateCompressionStream(compressed, CompressionLevel.SmallestSize))
            stream.Write(message);

        compressed.Position = 0;
        using var restored = new MemoryStream();
        using (var stream = provider.CreateDecompressionStream(compressed))
            stream.CopyTo(restored);

        Assert.Equal(name, provider.EncodingName);
        Assert.Equal(firstByte, compressed.GetBuffer()[0]);
        Assert.True(compressed.Length < 200);
        Assert.Equal(message, restored.ToArray());
    }
}
