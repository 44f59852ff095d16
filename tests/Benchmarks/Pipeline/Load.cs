using System.Collections.Concurrent;
using System.Diagnostics;
using Grpc.Core;
using Referrals.Common.V1;
using Referrals.Intake.V1;
using Referrals.Testing.Processes;
using Referrals.Triage.V1;

namespace Referrals.Benchmarks.Pipeline;

/// <summary>Agencies that submit and officers that accept, through the API.</summary>
internal sealed class Load(ExchangeAccess access)
{
    private const int Submitters = 32;
    private const int Officers = 8;
    private const int ClaimedAtOnce = 20;
    private const int Outstanding = 400;
    private static readonly string[] Agencies = ["uk-nca", "us-fbi", "us-ice"];
    private readonly string run = Guid.NewGuid().ToString("N")[..8];
    private int number;
    private int submitted;

    /// <summary>Submissions acknowledged so far.</summary>
    public int Submitted => submitted;

    /// <summary>Has every process run what will be measured often enough to be compiled for it.</summary>
    public async Task WarmUpAsync(QueueObserver queue, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var accepting = StartAccepting(stop.Token);
        for (var round = 0; round < 10; round++)
            await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => SubmitAsync(cancellationToken)));
        while (await queue.OfferedAsync(cancellationToken) < submitted)
            await Task.Delay(200, cancellationToken);
        await stop.CancelAsync();
        await Task.WhenAll(accepting);
    }

    public async Task<double> AcceptedPerSecondAsync(TimeSpan duration, CancellationToken cancellationToken)
    {
        var before = submitted;
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, Submitters).Select(async _ =>
        {
            while (watch.Elapsed < duration)
                await SubmitAsync(cancellationToken);
        }));
        return (submitted - before) / watch.Elapsed.TotalSeconds;
    }

    /// <summary>Milliseconds from the call of Submit to the row in the queue, at a steady rate.</summary>
    public async Task<List<double>> LatenciesAsync(QueueObserver queue, int perSecond, TimeSpan duration, CancellationToken cancellationToken)
    {
        var started = new ConcurrentDictionary<string, long>();
        var latencies = new List<double>();
        var submitting = SubmitSteadilyAsync(perSecond, duration, started, cancellationToken);
        while (!submitting.IsCompleted || !started.IsEmpty)
        {
            foreach (var referral in await queue.QueuedAsync([.. started.Keys], cancellationToken))
            {
                if (started.TryRemove(referral, out var at))
                    latencies.Add(Stopwatch.GetElapsedTime(at).TotalMilliseconds);
            }

            await Task.Delay(5, cancellationToken);
        }

        await submitting;
        return latencies;
    }

    /// <summary>Offers per second while agencies keep a bounded number under way and officers accept what is in the queue, once the first ones are through.</summary>
    public async Task<double> EndToEndPerSecondAsync(QueueObserver queue, TimeSpan duration, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var accepting = StartAccepting(stop.Token);

        // What earlier measurements left in the queue goes first, so that what is counted went the whole way.
        while (await queue.OfferedAsync(cancellationToken) < submitted)
            await Task.Delay(200, cancellationToken);

        var before = submitted;
        var offered = 0L;
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var submitting = Enumerable.Range(0, Submitters).Select(_ => KeepUnderWayAsync(() => submitted - before - Interlocked.Read(ref offered), enough.Token)).ToList();
        var from = await ObserveUntilAsync(() => offered >= Outstanding);
        var to = await ObserveUntilAsync(() => Stopwatch.GetElapsedTime(from.At) >= duration);
        await enough.CancelAsync();
        await Task.WhenAll(submitting);
        await stop.CancelAsync();
        await Task.WhenAll(accepting);
        return (to.Offered - from.Offered) / Stopwatch.GetElapsedTime(from.At, to.At).TotalSeconds;

        // One observer, and not often: counting costs the database that is measured.
        async Task<(long Offered, long At)> ObserveUntilAsync(Func<bool> isDone)
        {
            do
            {
                await Task.Delay(200, cancellationToken);
                Interlocked.Exchange(ref offered, await queue.OfferedAsync(cancellationToken) - before);
            }
            while (!isDone());
            return (offered, Stopwatch.GetTimestamp());
        }
    }

    private async Task KeepUnderWayAsync(Func<long> underWay, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            if (underWay() < Outstanding)
                await SubmitAsync(CancellationToken.None);
            else
                await Task.Delay(20, CancellationToken.None);
        }
    }

    private List<Task> StartAccepting(CancellationToken cancellationToken) =>
        [.. Enumerable.Range(0, Officers).Select(worker => AcceptAsync($"officer/{(worker % 2 == 0 ? "okoro" : "reyes")}", cancellationToken))];

    private async Task SubmitSteadilyAsync(int perSecond, TimeSpan duration, ConcurrentDictionary<string, long> started, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        var calls = new List<Task>();
        for (var sent = 0; watch.Elapsed < duration; sent++)
        {
            var due = TimeSpan.FromSeconds((double)sent / perSecond);
            if (due > watch.Elapsed)
                await Task.Delay(due - watch.Elapsed, cancellationToken);
            calls.Add(SubmitTimedAsync(started, cancellationToken));
        }

        await Task.WhenAll(calls);
    }

    private async Task SubmitTimedAsync(ConcurrentDictionary<string, long> started, CancellationToken cancellationToken)
    {
        var at = Stopwatch.GetTimestamp();
        started[await SubmitAsync(cancellationToken)] = at;
    }

    private async Task<string> SubmitAsync(CancellationToken cancellationToken)
    {
        var mine = Interlocked.Increment(ref number);
        var agency = Agencies[mine % Agencies.Length];
        var client = new IntakeService.IntakeServiceClient(access.Call("intake", $"agency/{agency}"));
        var request = new SubmitRequest { RequestId = $"bench-{run}-{mine}", Referral = Samples.Referral(run, mine) };
        var response = await client.SubmitAsync(request, cancellationToken: cancellationToken);
        Interlocked.Increment(ref submitted);
        return response.Receipt.ReferralId;
    }

    private async Task AcceptAsync(string officer, CancellationToken cancellationToken)
    {
        var client = new TriageService.TriageServiceClient(access.Call("triage", officer));
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                var request = new ClaimNextRequest { RequestId = Guid.NewGuid().ToString("N"), Count = ClaimedAtOnce };
                var claimed = await client.ClaimNextAsync(request, cancellationToken: cancellationToken);
                foreach (var next in claimed.Further.Prepend(new NextCase { Claim = claimed.Claim, CountryCase = claimed.CountryCase }))
                {
                    await client.AcceptAsync(
                        new AcceptRequest
                        {
                            RequestId = Guid.NewGuid().ToString("N"),
                            CountryCase = next.CountryCase.Name,
                            ClaimToken = next.Claim.ClaimToken,
                            ExpectedVersion = next.CountryCase.Version,
                            Justification = JustificationCode.LocationIdentified,
                        },
                        cancellationToken: cancellationToken);
                }
            }
            catch (RpcException exception) when (exception.StatusCode is StatusCode.NotFound or StatusCode.Aborted or StatusCode.FailedPrecondition)
            {
                // An officer whose queue is empty does not ask again at once.
                await Task.Delay(100, CancellationToken.None);
            }
            catch (Exception exception) when (cancellationToken.IsCancellationRequested && exception is OperationCanceledException or RpcException)
            {
                return;
            }
        }
    }
}
