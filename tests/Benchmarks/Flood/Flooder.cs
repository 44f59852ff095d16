using System.Text.Json;
using Grpc.Core;
using Referrals.Benchmarks.Pipeline;
using Referrals.Intake.V1;
using Referrals.Testing.Processes;

namespace Referrals.Benchmarks.Flood;

/// <summary>An agency that sends as much as it can and heeds no refusal.</summary>
internal sealed class Flooder(ExchangeAccess access)
{
    public const string Agency = "agency/us-fbi";
    private const int Calls = 600;
    private const int Streams = 64;
    private readonly string run = Guid.NewGuid().ToString("N")[..8];
    private int number;
    private int accepted;
    private int refused;

    /// <summary>Says READY once something was taken, floods until the input ends, and prints what became of it.</summary>
    public static async Task RunAsync(string directory, FloodWay way, CancellationToken cancellationToken)
    {
        using var access = new ExchangeAccess(directory);
        var flooder = new Flooder(access);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var sending = way == FloodWay.Unary
            ? Enumerable.Range(0, Calls).Select(_ => flooder.CallAsync(stop.Token)).ToList()
            : [.. Enumerable.Range(0, Streams).Select(_ => flooder.StreamAsync(stop.Token))];
        while (flooder.accepted == 0)
            await Task.Delay(20, cancellationToken);
        await System.Console.Out.WriteLineAsync("READY");
        await System.Console.In.ReadToEndAsync(cancellationToken);
        await stop.CancelAsync();
        await Task.WhenAll(sending);
        await System.Console.Out.WriteLineAsync(JsonSerializer.Serialize(new FloodCount(flooder.accepted, flooder.refused)));
    }

    private async Task CallAsync(CancellationToken cancellationToken)
    {
        var client = new IntakeService.IntakeServiceClient(access.Call("intake", Agency));
        while (!cancellationToken.IsCancellationRequested)
        {
            var mine = Interlocked.Increment(ref number);
            try
            {
                await client.SubmitAsync(new SubmitRequest { RequestId = $"flood-{run}-{mine}", Referral = Samples.Referral(run, mine) }, cancellationToken: cancellationToken);
                Interlocked.Increment(ref accepted);
            }
            catch (RpcException)
            {
                Interlocked.Increment(ref refused);
            }
        }
    }

    private async Task StreamAsync(CancellationToken cancellationToken)
    {
        var client = new IntakeService.IntakeServiceClient(access.Call("intake", Agency));
        using var call = client.SubmitMany(cancellationToken: cancellationToken);
        try
        {
            await Task.WhenAll(SendAsync(), ReceiveAsync());
        }
        catch (Exception exception) when (exception is RpcException or OperationCanceledException or InvalidOperationException)
        {
            // It was ended, or refused.
        }

        async Task SendAsync()
        {
            while (!cancellationToken.IsCancellationRequested)
            {
                var mine = Interlocked.Increment(ref number);
                await call.RequestStream.WriteAsync(
                    new SubmitManyRequest { ItemNumber = mine, RequestId = $"flood-{run}-{mine}", Referral = Samples.Referral(run, mine) }, cancellationToken);
            }
        }

        async Task ReceiveAsync()
        {
            await foreach (var answer in call.ResponseStream.ReadAllAsync(cancellationToken))
                Interlocked.Increment(ref answer.Receipt is null ? ref refused : ref accepted);
        }
    }
}
