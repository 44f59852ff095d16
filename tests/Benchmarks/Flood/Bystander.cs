using System.Diagnostics;
using Referrals.Benchmarks.Pipeline;
using Referrals.Intake.V1;
using Referrals.Testing.Processes;

namespace Referrals.Benchmarks.Flood;

/// <summary>An agency at its ordinary work: it submits, and looks at what it submitted.</summary>
internal sealed class Bystander(ExchangeAccess access)
{
    private const string Agency = "agency/uk-nca";
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(40);
    private readonly IntakeService.IntakeServiceClient client = new(access.Call("intake", Agency));
    private readonly string run = Guid.NewGuid().ToString("N")[..8];
    private int number;

    /// <summary>How many were submitted.</summary>
    public int Submitted => number;

    /// <summary>Milliseconds of each submission and of each look, one after the other at a steady pace.</summary>
    public async Task<Latencies> WorkAsync(TimeSpan duration, CancellationToken cancellationToken)
    {
        var latencies = new Latencies([], []);
        var watch = Stopwatch.StartNew();
        for (var due = TimeSpan.Zero; watch.Elapsed < duration; due += Every)
        {
            if (due > watch.Elapsed)
                await Task.Delay(due - watch.Elapsed, cancellationToken);
            var mine = ++number;
            var request = new SubmitRequest { RequestId = $"bystander-{run}-{mine}", Referral = Samples.Referral(run, mine) };
            var at = Stopwatch.GetTimestamp();
            var answer = await client.SubmitAsync(request, cancellationToken: cancellationToken);
            latencies.Submit.Add(Stopwatch.GetElapsedTime(at).TotalMilliseconds);
            at = Stopwatch.GetTimestamp();
            await client.GetAsync(new GetRequest { ReferralId = answer.Receipt.ReferralId }, cancellationToken: cancellationToken);
            latencies.Get.Add(Stopwatch.GetElapsedTime(at).TotalMilliseconds);
        }

        return latencies;
    }
}
