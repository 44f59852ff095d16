using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Referrals.Contracts;
using Referrals.Evaluation.Match;
using Referrals.Matching;
using Referrals.Matching.Storage;
using Referrals.Platform.Telemetry;
using Referrals.Testing;

namespace Referrals.Evaluation.Scale;

/// <summary>
/// Decisions as the bus would cause them, by as many writers at once as there are instances; timed twice: the transaction, in which the
/// referral is decided on and stored, and all of it, with the content fetched from a neighbour. Beside them a transaction that writes one row.
/// </summary>
internal sealed class Decisions : IDisposable
{
    private const int Commits = 500;
    private readonly ServiceUnderTest<MatchingDbContext>[] writers;
    private readonly MeterListener listener = new();
    private readonly ConcurrentQueue<double> transactions = new();

    public Decisions(ServiceUnderTest<MatchingDbContext>[] writers)
    {
        this.writers = writers;
        listener.InstrumentPublished = (instrument, heard) =>
        {
            if (instrument is { Meter.Name: PlatformTelemetry.SourceName, Name: "referrals.inbox.apply.duration" })
                heard.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<double>((_, seconds, _, _) => transactions.Enqueue(seconds * 1_000));
        listener.Start();
    }

    /// <summary>Delivers the referrals of these numbers; what it took.</summary>
    public async Task<SortedDictionary<string, object>> DeliverAsync(int from, int count)
    {
        transactions.Clear();
        var watch = Stopwatch.StartNew();
        var whole = await TimeAsync(count, (writer, number) => writer.DeliverAsync(
            $"referrals/{InventedCorpus.IdOf(from + number)}", new ReferralReceived { Referral = InventedCorpus.Metadata(from + number) }));
        var elapsed = watch.Elapsed.TotalSeconds;
        var decided = Quantiles([.. transactions.Order()]);
        var commit = Quantiles(await TimeAsync(Commits, (writer, number) => writer.Store.ExecuteAsync(
            (work, token) => work.Sql.ExecuteAsync("insert into query_counts (agency_id, hour, asked) values (@p0, 0, 0) on conflict do nothing", [$"scale-{from + number}"], token), CancellationToken.None)));
        decided["perSecond"] = Math.Round(count / elapsed);
        return new() { ["decide"] = decided, ["withContent"] = Quantiles(whole), ["oneRow"] = commit };
    }

    public void Dispose() => listener.Dispose();

    /// <summary>Milliseconds of each, sorted.</summary>
    private async Task<List<double>> TimeAsync(int count, Func<ServiceUnderTest<MatchingDbContext>, int, Task> act)
    {
        var times = await Task.WhenAll(writers.Select(async (writer, first) =>
        {
            var own = new List<double>();
            for (var number = first; number < count; number += writers.Length)
            {
                var began = Stopwatch.GetTimestamp();
                await act(writer, number);
                own.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            }

            return own;
        }));
        return [.. times.SelectMany(own => own).Order()];
    }

    private static SortedDictionary<string, object> Quantiles(List<double> sorted) =>
        new() { ["p50Ms"] = Math.Round(Figures.Quantile(sorted, 0.5), 2), ["p99Ms"] = Math.Round(Figures.Quantile(sorted, 0.99), 2) };
}
