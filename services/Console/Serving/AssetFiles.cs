using System.IO.Compression;
using System.Security.Cryptography;

namespace Referrals.Console.Serving;

/// <summary>The compiled style sheet and script and the icon, by an address that names their content, so that a browser keeps them for good.</summary>
public sealed class AssetFiles
{
    private readonly Dictionary<string, Asset> byPath = [];

    public AssetFiles()
    {
        Style = Load("console.css", "text/css; charset=utf-8");
        Script = Load("console.js", "text/javascript; charset=utf-8");
        Icon = Load("icon.svg", "image/svg+xml");
    }

    /// <summary>Path of the style sheet.</summary>
    public string Style { get; }

    /// <summary>Path of the script.</summary>
    public string Script { get; }

    /// <summary>Path of the icon.</summary>
    public string Icon { get; }

    internal Asset? Find(string path) => byPath.GetValueOrDefault(path);

    private string Load(string name, string type)
    {
        using var stream = typeof(AssetFiles).Assembly.GetManifestResourceStream($"assets/{name}")!;
        using var plain = new MemoryStream();
        stream.CopyTo(plain);
        var bytes = plain.ToArray();
        var path = $"/assets/{Convert.ToHexStringLower(SHA256.HashData(bytes))[..16]}/{name}";
        byPath[path] = new Asset(type, bytes, Compress(bytes));
        return path;
    }

    private static byte[] Compress(byte[] bytes)
    {
        using var target = new MemoryStream();
        using (var gzip = new GZipStream(target, CompressionLevel.SmallestSize))
            gzip.Write(bytes);
        return target.ToArray();
    }

    internal sealed record Asset(string Type, byte[] Plain, byte[] Compressed);
}
