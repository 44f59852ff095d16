using System.Globalization;
using System.Text;
using System.Text.Json;
using Referrals.Testing;

namespace Referrals.Benchmarks.Log;

/// <summary>What one run measured.</summary>
/// <param name="SignedPerSecond">Records/s from the first one sent to the checkpoint that covers the last, commits durable.</param>
/// <param name="ProofP50Ms">From sending a record to its proof, at 200/s on PostgreSQL.</param>
/// <param name="ProofP99Ms">The same, 99th percentile.</param>
/// <param name="ProofBytes">A tlog-proof with three cosignatures in the log that is verified.</param>
/// <param name="VerifiedLeaves">Leaves of that log.</param>
/// <param name="VerifiedPerSecond">Leaves/s verified by one thread, files and all.</param>
/// <param name="VerifyMebibytes">What the managed heap grew by meanwhile.</param>
internal sealed record LogResult(
    IReadOnlyDictionary<StoreKind, double> SignedPerSecond, double ProofP50Ms, double ProofP99Ms, int ProofBytes, long VerifiedLeaves, double VerifiedPerSecond, double VerifyMebibytes)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public string ToJson() => JsonSerializer.Serialize(
        new
        {
            signedPerSecond = SignedPerSecond.ToDictionary(entry => entry.Key.ToString().ToLowerInvariant(), entry => Math.Round(entry.Value)),
            promiseToProof = new { p50Ms = Math.Round(ProofP50Ms), p99Ms = Math.Round(ProofP99Ms) },
            proofBytes = ProofBytes,
            verification = new { leaves = VerifiedLeaves, perSecond = Math.Round(VerifiedPerSecond), heapMiB = Math.Round(VerifyMebibytes, 1) },
        },
        Indented);

    public string ToText()
    {
        var text = new StringBuilder();
        foreach (var (store, rate) in SignedPerSecond)
            text.AppendLine(CultureInfo.InvariantCulture, $"signed            {rate,10:N0} /s    {store}, durable commits");
        text.AppendLine(CultureInfo.InvariantCulture, $"promise to proof  {ProofP50Ms,10:N0} ms p50 {ProofP99Ms:N0} ms p99, at 200/s");
        text.AppendLine(CultureInfo.InvariantCulture, $"proof             {ProofBytes,10:N0} bytes with three cosignatures at {VerifiedLeaves:N0} leaves");
        text.Append(CultureInfo.InvariantCulture, $"verification      {VerifiedPerSecond,10:N0} /s    one thread, {VerifiedLeaves:N0} leaves, heap +{VerifyMebibytes:N1} MiB");
        return text.ToString();
    }
}
