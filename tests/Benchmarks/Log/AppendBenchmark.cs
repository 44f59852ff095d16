using System.Diagnostics;
using Grpc.Core;
using Referrals.Audit;
using Referrals.Audit.V1;
using Referrals.Contracts;
using Referrals.Platform.Outbox;
using Referrals.Testing;

namespace Referrals.Benchmarks.Log;

/// <summary>Audit alone on a real store: records go in as the bus brings them, and count once a checkpoint covers them.</summary>
internal static class AppendBenchmark
{
    private const int AtOnce = 512;
    private const int PerSecond = 200;

    // Asking for every proof would measure the asking.
    private const int OneAskedOf = 10;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(10);

    /// <summary>Records/s from the first sent to the checkpoint over the last.</summary>
    public static async Task<double> ThroughputAsync(StoreKind store, int count, CancellationToken cancellationToken)
    {
        var records = Records.Make(count).ToList();
        await using var audit = await StartAsync(store);
        var watch = Stopwatch.StartNew();
        await Parallel.ForEachAsync(
            records.Chunk(6), // A stream in its order, many streams at once.
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (stream, _) => await Task.WhenAll(stream.Select(record => audit.DeliverAsync(record.Position, record.Record))));
        while (await SizeAsync(audit) < count)
            await Task.Delay(Look, cancellationToken);
        return count / watch.Elapsed.TotalSeconds;
    }

    /// <summary>Milliseconds from sending a record to its proof, at a steady rate.</summary>
    public static async Task<List<double>> LatencyAsync(StoreKind store, TimeSpan duration, CancellationToken cancellationToken)
    {
        await using var audit = await StartAsync(store);
        var count = (int)(duration.TotalSeconds * PerSecond);
        var watch = Stopwatch.StartNew();
        var proofs = new List<Task<double>>();
        var others = new List<Task>();
        foreach (var (position, record) in Records.Make(count))
        {
            var sent = proofs.Count + others.Count;
            var due = TimeSpan.FromSeconds((double)sent / PerSecond);
            if (due > watch.Elapsed)
                await Task.Delay(due - watch.Elapsed, cancellationToken);
            if (sent % OneAskedOf == 0)
                proofs.Add(ProveAsync(audit, position, record, cancellationToken));
            else
                others.Add(audit.DeliverAsync(position, record));
        }

        await Task.WhenAll(others);
        return [.. await Task.WhenAll(proofs)];
    }

    private static async Task<double> ProveAsync(ServiceUnderTest<AuditDbContext> audit, EventPosition position, AuditRecord record, CancellationToken cancellationToken)
    {
        var sent = Stopwatch.GetTimestamp();
        await audit.DeliverAsync(position, record);
        var client = new AuditService.AuditServiceClient(audit.As(Callers.Agency("uk-nca")));
        var hash = System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(record.Body));
        while (true)
        {
            try
            {
                await client.GetProofAsync(new GetProofRequest { BodySha256 = Google.Protobuf.ByteString.CopyFrom(hash) }, cancellationToken: cancellationToken);
                return Stopwatch.GetElapsedTime(sent).TotalMilliseconds;
            }
            catch (RpcException exception) when (exception.StatusCode is StatusCode.NotFound or StatusCode.FailedPrecondition)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), cancellationToken);
            }
        }
    }

    private static Task<ServiceUnderTest<AuditDbContext>> StartAsync(StoreKind store) =>
        ServiceUnderTest.StartAsync<AuditDbContext>(store, builder => builder.AddAudit(), app => app.MapAudit());

    private static async Task<long> SizeAsync(ServiceUnderTest<AuditDbContext> audit) =>
        await audit.Store.ReadSqlAsync((sql, token) => sql.ScalarAsync<long>("select coalesce(max(size), 0) from log_checkpoints", [], token), CancellationToken.None);
}
