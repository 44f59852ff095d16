using System.CommandLine;
using Referrals.Cli.CommandLine;
using Referrals.Cli.Errors;
using Referrals.TransparencyLog.Notes;
using Referrals.TransparencyLog.Trust;

namespace Referrals.Cli.Verify;

/// <summary>Keys that the one who verifies brings along.</summary>
internal static class TrustedKeys
{
    private const int MaximumLength = 64 * 1024;

    public static Option<string[]> Log { get; } = Options.Texts("--log-key", "VKEY|FILE", "The log's key as you learned it elsewhere, or a file with one a line; without it, the key that comes along is shown and not known to be the log's");

    public static Option<string[]> Witnesses { get; } = Options.Texts("--witness", "OPERATOR=VKEY", "A witness that you trust, and who operates it");

    public static IReadOnlyList<VerifierKey> ReadLog(Invocation run) => [.. run.Get(Log).SelectMany(Lines).Select(key => Parse(key, SignatureType.Note))];

    public static IReadOnlyList<TrustedWitness> ReadWitnesses(Invocation run) => [.. run.Get(Witnesses).Select(given =>
    {
        var equals = given.IndexOf('=', StringComparison.Ordinal);
        return equals > 0 ? new TrustedWitness(given[..equals], Parse(given[(equals + 1)..], SignatureType.Cosignature)) : throw new UsageException("--witness is OPERATOR=VKEY");
    })];

    private static string[] Lines(string given)
    {
        if (!File.Exists(given))
            return [given];
        return new FileInfo(given).Length <= MaximumLength
            ? File.ReadAllText(given).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            : throw new UsageException($"{given} is too long to hold verifier keys");
    }

    private static VerifierKey Parse(string text, SignatureType type)
    {
        var key = VerifierKey.TryParse(text, out var error) ?? throw new UsageException($"'{text}' is no verifier key: {error}");
        return key.Type == type ? key : throw new UsageException(type == SignatureType.Note ? $"'{key.Name}' is the key of a witness and not of a log" : $"'{key.Name}' is not the key of a witness");
    }
}
