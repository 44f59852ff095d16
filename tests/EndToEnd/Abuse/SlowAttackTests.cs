using Referrals.Testing.Processes;

namespace Referrals.EndToEnd.Abuse;

/// <summary>
/// Connections that are slow, silent, or busy with nothing, over bare sockets: the server ends each by a limit of its own, and somebody
/// else's new connection is served meanwhile.
/// </summary>
public sealed class SlowAttackTests : IAsyncLifetime, IDisposable
{
    private const string Submit = "/referrals.intake.v1.IntakeService/Submit";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private readonly CancellationTokenSource patience = new(Patience);
    private EmbeddedExchange exchange = null!;
    private string token = "";

    private Uri Web => new(exchange.Access.WebAddress);

    private Uri Grpc => new(exchange.Access.AddressOf("intake"));

    public async Task InitializeAsync()
    {
        exchange = await EmbeddedExchange.StartAsync(environment: new Dictionary<string, string>
        {
            ["Limits__FirstRequestSeconds"] = "2",
            ["Limits__IdleSeconds"] = "3",
            ["Limits__ConnectionsPerAddress"] = "300",
            ["Limits__Resets"] = "200",
        });
        token = (await File.ReadAllTextAsync(Path.Combine(exchange.DataDirectory, "credentials", "agency-uk-nca.token"))).Trim();
    }

    public Task DisposeAsync() => exchange.DisposeAsync().AsTask();

    public void Dispose() => patience.Dispose();

    [Fact]
    public async Task Slow_connections_are_ended_and_others_served()
    {
        var begun = RawCall.Frame(RawCall.Headers, 0, 1, RawCall.HeaderBlock([(":method", "POST"), (":scheme", "http"), (":path", Submit)]));
        var call = RawCall.Frame(RawCall.Headers, RawCall.EndHeaders, 1, RawCall.HeaderBlock(HostileRequests.Headers(Submit, token)));
        await AllEndAsync(
            connections: 30,
            new("nothing to the web", Web, [], (attacker, token) => attacker.EndsAsync(token)),
            new("nothing to gRPC", Grpc, [], (attacker, token) => attacker.EndsAsync(token)),
            new("no call", Grpc, RawCall.Preface, (attacker, token) => attacker.EndsAsync(token)),
            new("a header at a time", Web, "GET / HTTP/1.1\r\nHost: localhost\r\n"u8.ToArray(), (attacker, token) => attacker.DribbleAsync("X: y\r\n"u8.ToArray(), token)),
            new("a letter at a time", Web, "GET / HTTP/1.1\r\nHost: localhost\r\nX: "u8.ToArray(), (attacker, token) => attacker.DribbleAsync("y"u8.ToArray(), token)),
            new("headers that go on", Grpc, [.. RawCall.Preface, .. begun], (attacker, token) => attacker.DribbleAsync(RawCall.Frame(RawCall.Continuation, 0, 1, RawCall.HeaderBlock([("x", "y")])), token)),
            new("a body that does not come", Web, Post(100_000), (attacker, token) => attacker.DribbleAsync("{"u8.ToArray(), token)),
            new("a message that does not come", Grpc, [.. RawCall.Preface, .. call], (attacker, token) => attacker.DribbleAsync(RawCall.Frame(RawCall.Data, 0, 1, [0]), token)));
    }

    [Fact]
    public async Task Floods_of_frames_are_ended_and_others_served()
    {
        var headers = RawCall.HeaderBlock(HostileRequests.Headers(Submit, token));
        var begun = RawCall.Frame(RawCall.Headers, 0, 1, RawCall.HeaderBlock([(":method", "POST")]));
        var pings = Many(RawCall.Frame(RawCall.Ping, 0, 0, new byte[8]));
        var settings = Many(RawCall.Frame(RawCall.Settings, 0, 0, [0, 4, 0, 0, 255, 255]));
        await AllEndAsync(
            connections: 2,
            new("calls that are reset", Grpc, RawCall.Preface, (attacker, token) =>
            {
                var stream = -1;
                return attacker.FloodAsync(() => [.. RawCall.Frame(RawCall.Headers, RawCall.EndHeaders, stream += 2, headers), .. RawCall.Frame(RawCall.Reset, 0, stream, [0, 0, 0, 8])], token);
            }),
            new("pings", Grpc, RawCall.Preface, (attacker, token) => attacker.FloodAsync(pings, reads: true, token)),
            new("pings whose answers nobody reads", Grpc, RawCall.Preface, (attacker, token) => attacker.FloodAsync(pings, reads: false, token)),
            new("settings", Grpc, RawCall.Preface, (attacker, token) => attacker.FloodAsync(settings, reads: true, token)),
            new("settings whose answers nobody reads", Grpc, RawCall.Preface, (attacker, token) => attacker.FloodAsync(settings, reads: false, token)),
            new("headers without end", Grpc, [.. RawCall.Preface, .. begun], (attacker, token) => attacker.FloodAsync(RawCall.Frame(RawCall.Continuation, 0, 1, RawCall.HeaderBlock([("x", "y")])), reads: true, token)));
        Assert.InRange(exchange.Process.ResidentMebibytes, 0, 700);
    }

    [Fact]
    public async Task One_address_has_its_part_of_the_connections()
    {
        var attackers = await Task.WhenAll(Enumerable.Range(0, 300).Select(_ => Attacker.ConnectAsync(Web, Post(1))));
        using var beyond = await Attacker.ConnectAsync(Web, Post(1));

        await beyond.EndsAsync(patience.Token);

        await ServesAsync();
        foreach (var attacker in attackers)
            attacker.Dispose();
    }

    private byte[] Post(int length) => System.Text.Encoding.ASCII.GetBytes(
        $"POST /v1/referrals HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {token}\r\nIdempotency-Key: k\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\r\n");

    private static byte[] Many(byte[] frame) => [.. Enumerable.Repeat(frame, 100).SelectMany(one => one)];

    /// <summary>Runs the attacks all at once, sees that others are served, and waits until the server has ended each connection.</summary>
    private async Task AllEndAsync(int connections, params Attack[] attacks)
    {
        var running = attacks.Select(attack => (attack.What, Ends: Task.Run(() => RunAsync(attack, connections)))).ToList();
        await ServesAsync();
        foreach (var (what, ends) in running)
            Assert.True(await EndsAsync(ends), $"still open: {what}");
        await ServesAsync();
    }

    private Task RunAsync(Attack attack, int connections) => Task.WhenAll(Enumerable.Range(0, connections).Select(async _ =>
    {
        using var attacker = await Attacker.ConnectAsync(attack.Address, attack.First);
        await attack.Goes(attacker, patience.Token);
    }));

    private static async Task<bool> EndsAsync(Task ends)
    {
        try
        {
            await ends;
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>On connections that are new.</summary>
    private async Task ServesAsync()
    {
        using var access = new ExchangeAccess(exchange.DataDirectory);
        Assert.NotEmpty(await new Users(access).SubmitAsync());
        using var http = new HttpClient();
        Assert.True((await http.GetAsync(new Uri(Web, "/health/ready"), patience.Token)).IsSuccessStatusCode);
    }

    /// <summary>What a connection begins with, and how it goes on until the server ends it.</summary>
    private sealed record Attack(string What, Uri Address, byte[] First, Func<Attacker, CancellationToken, Task> Goes);
}
