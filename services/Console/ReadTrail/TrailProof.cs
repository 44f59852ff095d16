using System.Globalization;
using System.Text;
using Grpc.Core;
using Referrals.Audit.V1;
using Referrals.Contracts;
using Referrals.TransparencyLog.Bundles;
using Referrals.TransparencyLog.Notes;
using Referrals.TransparencyLog.Trust;
using Referrals.TransparencyLog.Verify;

namespace Referrals.Console.ReadTrail;

/// <summary>A trail with the proof of each of its records, verified here by the same code as offline.</summary>
/// <param name="Records">The records, in the order of the log; those that wait for a place last.</param>
/// <param name="IsComplete">Whether no record is missing in any stream.</param>
/// <param name="Missing">How many are.</param>
/// <param name="Pending">How many wait for the next checkpoint.</param>
/// <param name="Bundle">The file that anybody can verify; empty before the first checkpoint, and for a trail that is longer than a file may be.</param>
/// <param name="Report">What verification found; null before the first checkpoint.</param>
/// <param name="LogKeys">The log's keys, as text.</param>
public sealed record TrailProof(
    IReadOnlyList<LogRecord> Records, bool IsComplete, long Missing, int Pending, byte[] Bundle, VerifyReport? Report, IReadOnlyList<string> LogKeys)
{
    private const string RecordPlace = "record ";

    /// <summary>Size of the checkpoint.</summary>
    public long CheckpointSize => Report?.Checkpoint?.Size ?? 0;

    /// <summary>The first record that does not match; null when verification names none.</summary>
    public long? FirstWrong { get; } = (Report?.Findings ?? [])
        .Select(finding => finding.Place.StartsWith(RecordPlace, StringComparison.Ordinal) && long.TryParse(finding.Place[RecordPlace.Length..], CultureInfo.InvariantCulture, out var index) ? (long?)index : null)
        .Min();

    public static async Task<TrailProof> ReadAsync(AuditService.AuditServiceClient audit, string id, CancellationToken cancellationToken)
    {
        GetCheckpointResponse? head = null;
        try
        {
            head = await audit.GetCheckpointAsync(new GetCheckpointRequest(), cancellationToken: cancellationToken);
        }
        catch (RpcException exception) when (exception.StatusCode == StatusCode.NotFound)
        {
            // Nothing was signed yet.
        }

        var trail = await WholeTrail.ReadAsync(audit, id, cancellationToken);
        if (head?.Checkpoint is not { } checkpoint)
            return new TrailProof(trail.Records, trail.Complete, Missed(trail), trail.Records.Count, [], null, []);
        var proven = await ProvenRecords.ReadAsync(audit, trail.Records, checkpoint, cancellationToken);

        // What is verified is the file itself, as whoever takes it away has it.
        var records = proven.Select(one => new TrailRecord(one.Record.Index, one.Record.LeafJson, one.Hashes)).ToList();
        var bundle = new TrailBundle(id, checkpoint.Origin, new LogHead(checkpoint.Note, head.AllKeys(), [.. head.KeySuccessions]), records, [], []);
        var file = bundle.ToFile();
        var options = new VerifyOptions { Witnesses = [.. head.Witnesses.Select(Trusted).OfType<TrustedWitness>()] };
        var report = file is null ? TrailVerifier.Verify(bundle, options) : TrailVerifier.Verify(file, options);
        return new TrailProof(trail.Records, trail.Complete, Missed(trail), trail.Records.Count(record => !record.IsUnder(checkpoint)), file ?? [], report, [.. head.VerifierKeys.Take(1)]);
    }

    private static TrustedWitness? Trusted(LogWitness witness) =>
        VerifierKey.TryParse(witness.VerifierKey, out _) is { } key ? new TrustedWitness(witness.Operator, key) : null;

    private static long Missed(GetTrailResponse trail) => trail.Completeness.Sum(stream => stream.MissingCount);
}
