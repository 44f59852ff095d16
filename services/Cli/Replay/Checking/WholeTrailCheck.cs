using Referrals.Audit.V1;
using Referrals.Cli.Replay.Running;
using Referrals.Contracts;

namespace Referrals.Cli.Replay.Checking;

/// <summary>Every record of a referral's trail is there, each stream's in order, and none of them before its cause. Every scenario ends with it.</summary>
internal sealed record WholeTrailCheck(string Of) : ICheck
{
    public async Task<Verdict> CheckAsync(StepContext step, CancellationToken cancellationToken)
    {
        var trail = await WholeTrail.ReadAsync(step.World.Auditor.Audit, step.Referral(Of), cancellationToken);
        if (trail.Records.Count == 0)
            return Verdict.No("it has no records");
        var gaps = trail.Completeness.Where(stream => stream.MissingCount > 0).Select(stream => $"{stream.Service} {stream.Stream} lacks {string.Join(", ", stream.Missing)}").ToList();
        if (!trail.Complete || gaps.Count > 0)
            return Verdict.No(gaps.Count > 0 ? string.Join("; ", gaps) : "it says that it is not complete");
        return OutOfOrder(trail.Records) is { } record ? Verdict.No($"{record.Service} {record.Stream} {record.Sequence} stands too early or too late") : Verdict.Yes;
    }

    /// <summary>The first record that does not stand after its predecessor, or stands before a cause that is in the trail.</summary>
    internal static LogRecord? OutOfOrder(IReadOnlyList<LogRecord> records)
    {
        var place = new Dictionary<(string, string, long), int>();
        for (var i = 0; i < records.Count; i++)
            place[(records[i].Service, records[i].Stream, records[i].Sequence)] = i;
        for (var i = 0; i < records.Count; i++)
        {
            var record = records[i];
            if (place.TryGetValue((record.Service, record.Stream, record.Sequence - 1), out var before) && before > i)
                return record;
            if (record.Cause is { } cause && place.TryGetValue((cause.Service, cause.Stream, cause.Sequence), out var causedBy) && causedBy > i)
                return record;
        }

        return null;
    }
}
