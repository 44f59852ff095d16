using System.Collections.Concurrent;
using System.Text;
using Grpc.Core;
using Referrals.Audit.V1;
using Referrals.Testing;
using Referrals.Testing.Processes;
using Referrals.TransparencyLog.Bundles;
using Referrals.TransparencyLog.Verify;
using Xunit;

namespace Referrals.Faults;

/// <summary>An auditor who keeps every checkpoint that the log shows, and at the end reads all of it offline.</summary>
/// <param name="access">The exchange as it is reached now; asked again at each attempt.</param>
internal sealed class Onlooker(Func<ExchangeAccess> access)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(50);
    private readonly ConcurrentDictionary<string, long> seen = new();

    /// <summary>How many checkpoints were seen.</summary>
    public int Checkpoints => seen.Count;

    /// <summary>Size of the largest checkpoint that was seen.</summary>
    public long Size => seen.IsEmpty ? 0 : seen.Values.Max();

    private AuditService.AuditServiceClient Audit => new(access().Call("audit", "auditor/mercier"));

    /// <summary>Looks at the log again and again until something has ended.</summary>
    public async Task WatchAsync(Task until)
    {
        while (!until.IsCompleted)
        {
            await LookAsync();
            await Task.WhenAny(until, Task.Delay(Glance));
        }
    }

    /// <summary>
    /// The log leads from every checkpoint that was seen to its present one, no leaf is missing, doubled or out of order, the store
    /// is as it was signed, and every promised record is there, once.
    /// </summary>
    public async Task AssertOneLogAsync(IReadOnlyCollection<string> promised)
    {
        using var directory = new TempDirectory();
        var bodies = await Eventually.ResultAsync(
            () => TryExportAsync(directory.Path), leaves => leaves is not null && promised.All(leaves.Contains), Patience, "every promised record is in the log");
        Assert.All(promised, body => Assert.Single(bodies!, body));
        foreach (var checkpoint in seen.Keys)
        {
            var report = LogVerifier.Verify(directory.Path, new VerifyOptions { Earlier = checkpoint });
            Assert.Empty(report.Findings);
        }

        Assert.Equal(0, await CountFaultsAsync());
    }

    private async Task LookAsync()
    {
        try
        {
            var checkpoint = (await Audit.GetCheckpointAsync(new GetCheckpointRequest(), deadline: Deadline())).Checkpoint;
            seen[checkpoint.Note] = checkpoint.TreeSize;
        }
        catch (Exception exception) when (Crowd.IsTransient(exception) || exception is RpcException { StatusCode: StatusCode.FailedPrecondition })
        {
            // It is away just now, or has signed nothing yet.
        }
    }

    /// <summary>Exports the log anew; the bodies of its leaves, or null when it cannot be read just now.</summary>
    private async Task<List<string>?> TryExportAsync(string directory)
    {
        try
        {
            Directory.Delete(directory, recursive: true);
            Directory.CreateDirectory(directory);
            var keys = await Audit.GetCheckpointAsync(new GetCheckpointRequest(), deadline: Deadline());
            using var call = Audit.Export(new ExportRequest());
            var writer = LogDirectoryWriter.Open(directory);
            var bodies = new List<string>();
            var note = "";
            await foreach (var message in call.ResponseStream.ReadAllAsync())
            {
                note = message.Checkpoint?.Note ?? note;
                foreach (var leaf in message.Records?.LeavesJson ?? [])
                {
                    writer.Append(Encoding.UTF8.GetBytes(leaf));
                    bodies.Add(leaf["{\"body\":".Length..leaf.LastIndexOf(",\"previous\":", StringComparison.Ordinal)]);
                }
            }

            writer.Finish(new LogHead(note, keys.VerifierKeys, keys.KeySuccessions));
            return bodies;
        }
        catch (Exception exception) when (Crowd.IsTransient(exception))
        {
            return null;
        }
    }

    private async Task<long> CountFaultsAsync()
    {
        using var call = Audit.CheckLog(new CheckLogRequest());
        var summary = new LogCheckSummary { Faults = -1 };
        await foreach (var message in call.ResponseStream.ReadAllAsync())
            summary = message.Summary ?? summary;
        return summary.Faults;
    }

    private static DateTime Deadline() => TimeProvider.System.GetUtcNow().UtcDateTime + Within;
}
