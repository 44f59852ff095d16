using Google.Rpc;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using Referrals.Intake.V1;
using Referrals.Platform.Commands;
using Referrals.Testing;
using Referrals.Testing.Processes;
using Xunit.Abstractions;

namespace Referrals.EndToEnd.Abuse;

/// <summary>
/// One agency floods an exchange and another works: the one waits in its own line and is refused what does not fit there, and the other never
/// stands behind it. Seen by the order of answers, whatever the machine does besides.
/// </summary>
public sealed class FloodTests(ITestOutputHelper output)
{
    // More at once than may run and wait.
    private const int Flood = 700;
    private const int Work = 60;

    // In one line for everybody there would be all that run and wait before each call, some hundreds.
    private const int MostBefore = 150;
    private const double SmallMebibytes = 700;

    [Fact]
    public async Task Another_agencys_calls_are_answered_before_those_that_a_flood_has_sent()
    {
        await using var exchange = await EmbeddedExchange.StartAsync();
        using var over = new CancellationTokenSource();
        var flood = new Flooding(exchange, over.Token);
        var sending = Enumerable.Range(0, Flood).Select(_ => flood.SendAsync()).ToList();

        // Its own connection, as another agency's is. A call of it that is refused ends the test. While it is there the flood waits.
        var other = new IntakeService.IntakeServiceClient(exchange.Access.Call("intake", "agency/uk-nca"));
        await Eventually.ResultAsync(
            async () =>
            {
                await other.ListAsync(new ListRequest());
                return (flood.Answered, flood.Refused);
            },
            seen => seen.Refused >= Flood / 10,
            because: "the flood fills its line and is refused");
        var early = exchange.Process.ResidentMebibytes;
        var before = 0;
        for (var i = 0; i < Work; i++)
        {
            var answered = flood.Answered;
            await other.ListAsync(new ListRequest());
            before += flood.Answered - answered;
        }

        output.WriteLine($"{before} answers to the flood while {Work} calls of another were under way; {flood.Refused} of it refused");
        Assert.InRange(before, 0, Work * MostBefore);
        Assert.InRange(exchange.Process.ResidentMebibytes, 0, Math.Max(early * 1.25, SmallMebibytes));
        await over.CancelAsync();
        await Task.WhenAll(sending);
        Assert.Empty(flood.Unexpected);
    }

    /// <summary>An agency that sends again at once, whatever it is told.</summary>
    private sealed class Flooding(EmbeddedExchange exchange, CancellationToken cancellationToken)
    {
        private readonly IntakeService.IntakeServiceClient client = new(Connect(exchange));
        private readonly System.Collections.Concurrent.ConcurrentBag<string> unexpected = [];
        private int answered;
        private int refused;

        public int Answered => Volatile.Read(ref answered);

        public int Refused => Volatile.Read(ref refused);

        /// <summary>Answers that are neither what was asked for nor a refusal with a time to try again.</summary>
        public IReadOnlyCollection<string> Unexpected => unexpected;

        public async Task SendAsync()
        {
            while (!cancellationToken.IsCancellationRequested)
            {
                try
                {
                    await client.ListAsync(new ListRequest(), cancellationToken: cancellationToken);
                    Interlocked.Increment(ref answered);
                }
                catch (RpcException) when (cancellationToken.IsCancellationRequested)
                {
                    // It was ended.
                }
                catch (RpcException exception)
                {
                    Interlocked.Increment(ref refused);
                    if (exception.StatusCode != StatusCode.ResourceExhausted || exception.GetDetails()?.Details.Any(detail => detail.Is(RetryInfo.Descriptor)) != true)
                        unexpected.Add(exception.Status.ToString());
                }
            }
        }

        /// <summary>With as many connections as the flood needs.</summary>
        private static CallInvoker Connect(EmbeddedExchange exchange)
        {
            var token = File.ReadAllText(Path.Combine(exchange.DataDirectory, "credentials", "agency-us-fbi.token")).Trim();
            var channel = GrpcChannel.ForAddress(
                exchange.Access.AddressOf("intake"), new GrpcChannelOptions { HttpHandler = new SocketsHttpHandler { EnableMultipleHttp2Connections = true }, DisposeHttpClient = true });
            return channel.Intercept(metadata =>
            {
                metadata.Add("authorization", $"Bearer {token}");
                return metadata;
            });
        }
    }
}
