using Referrals.Cli.Errors;
using Referrals.TransparencyLog.Bundles;

namespace Referrals.Cli.Verify;

/// <summary>Salts that somebody was given apart from a bundle.</summary>
internal static class SaltsFile
{
    public static IReadOnlyList<TrailSalt> Read(byte[] file) =>
        TrailBundleReader.TryReadSalts(file, out var error) ?? throw new UsageException($"these are no salts: {error}");
}
