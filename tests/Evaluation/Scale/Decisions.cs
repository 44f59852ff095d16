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
/// As fast as writers can, both cores are busy and the slowest wait for one: that tells what there is room for. At a rate it tells what a sender waits.
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

    /// <summary>Delivers the referrals of these numbers, as fast as writers can or so many a second; what it took.</summary>
    public async Task<SortedDictionary<string, object>> DeliverAsync(int from, int count, int? perSecond = null)
    {
        transactions.Clear();
        var watch = Stopwatch.StartNew();
        var whole = await TimeAsync(count, perSecond, (writer, number) => writer.DeliverAsync(
            $"referrals/{InventedCorpus.IdOf(from + number)}", new ReferralReceived { Referral = InventedCorpus.Metadata(from + number) }));
        var elapsed = watch.Elapsed.TotalSeconds;
        var decided = Quantiles([.. transactions.Order()]);
        decided["perSecond"] = Math.Round(count / elapsed);
        return new() { ["decide"] = decided, ["withContent"] = Quantiles(whole) };
    }

    /// <summary>What a transaction takes that writes one row.</summary>
    public async Task<SortedDictionary<string, object>> WriteRowsAsync(int from) => Quantiles(await TimeAsync(Commits, null, (writer, number) => writer.Store.ExecuteAsync(
        (work, token) => work.Sql.ExecuteAsync("insert into query_counts (agency_id, hour, asked) values (@p0, 0, 0) on conflict do nothing", [$"scale-{from + number}"], token), CancellationToken.None)));

    public void Dispose() => listener.Dispose();

    /// <summary>Milliseconds of each, sorted: at a rate those since it was due, so that one that waited for the one before it counts that too.</summary>
    private async Task<List<double>> TimeAsync(int count, int? perSecond, Func<ServiceUnderTest<MatchingDbContext>, int, Task> act)
    {
        var times = await Task.WhenAll(writers.Select(async (writer, first) =>
        {
            var own = new List<double>();
            var clock = perSecond is { } rate ? new Arrivals(first, (double)rate / writers.Length) : null;
            for (var number = first; number < count; number += writers.Length)
            {
                var began = clock is null ? Stopwatch.GetTimestamp() : await clock.NextAsync();
                await act(writer, number);
                own.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            }

            return own;
        }));
        return [.. times.SelectMany(own => own).Order()];
    }

    private static SortedDictionary<string, object> Quantiles(List<double> sorted) =>
        new() { ["p50Ms"] = Math.Round(Figures.Quantile(sorted, 0.5), 2), ["p99Ms"] = Math.Round(Figures.Quantile(sorted, 0.99), 2) };

    /// <summary>Arrivals that know nothing of each other, so many a second on average: often several at once, and then none for a while.</summary>
    private sealed class Arrivals(int seed, double perSecond)
    {
        private readonly Random chance = new(seed);
        private long due = Stopwatch.GetTimestamp();

        /// <summary>Waits for the next one; when it was due. That the timer was late is not counted.</summary>
        public async ValueTask<long> NextAsync()
        {
            due += (long)(-Math.Log(1 - chance.NextDouble()) / perSecond * Stopwatch.Frequency);
            var ahead = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), due);
            if (ahead <= TimeSpan.Zero)
                return due;
            await Task.Delay(ahead);
            return Stopwatch.GetTimestamp();
        }
    }
}
