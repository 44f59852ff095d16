using System.Text.Json;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Referrals.Cli.CommandLine;
using Referrals.Intake.V1;
using Referrals.Routing.V1;
using Referrals.Testing;

namespace Referrals.EndToEnd;

/// <summary>What an agency and a team are promised, and verify after the exchange is gone.</summary>
public sealed class PromiseTests
{
    [Fact]
    public async Task Receipts_are_kept_with_their_proofs_and_verified_with_the_exchange_stopped()
    {
        using var files = new TempDirectory();
        var logKey = await KeepReceiptsAsync(files);

        foreach (var (receipt, promises) in new[] { ("submitted", 1), ("declined", 2) })
        {
            var (code, output) = await RunAsync(["verify", files.File(receipt), "--log-key", logKey, "--json"]);
            Assert.True(code == 0, output);
            var report = JsonDocument.Parse(output).RootElement;
            Assert.Equal((promises, promises), (report.GetProperty("promises").GetInt32(), report.GetProperty("kept").GetInt32()));
        }

        var (sound, content) = await RunAsync(["verify", files.File("submitted"), "--log-key", logKey, "--content", files.File("content"), "--json"]);
        Assert.True(sound == 0, content);
        Assert.True(JsonDocument.Parse(content).RootElement.GetProperty("commitments").GetInt32() > 5, content);
        var text = await File.ReadAllTextAsync(files.File("declined"));
        await File.WriteAllTextAsync(files.File("declined"), text.Replace("NO_CAPACITY", "NO_MANDATE", StringComparison.Ordinal));
        Assert.Equal(1, (await RunAsync(["verify", files.File("declined"), "--log-key", logKey])).Code);
    }

    /// <summary>An agency keeps its receipt, a team the answer by which it declined; returns the key of the log.</summary>
    private static async Task<string> KeepReceiptsAsync(TempDirectory files)
    {
        await using var exchange = new RunningExchange();
        await exchange.InitializeAsync();
        var users = new Users(exchange.Access);
        var referral = await users.SubmitAsync();
        var offered = await users.OfferedAsync(await users.AcceptAsync(referral));
        var declined = await users.Team.DeclineAsync(new DeclineRequest { RequestId = Users.Fresh(), HandOffId = offered.HandOffId, Reason = Common.V1.DeclineReason.NoCapacity });
        await File.WriteAllTextAsync(files.File("answer"), JsonFormatter.Default.Format(declined));
        var read = await users.Agency.GetAsync(new GetRequest { ReferralId = referral, ReadMask = new FieldMask { Paths = { "content" } } });
        await File.WriteAllTextAsync(files.File("content"), JsonFormatter.Default.Format(read.Referral.Content));

        await KeptAsync(exchange, files.File("submitted"), "agency/uk-nca", referral);
        await KeptAsync(exchange, files.File("declined"), "team/nbi-ahtrad", files.File("answer"));
        var (_, status) = await RunAsync(["status", referral, "--as", "agency/uk-nca", "--data", exchange.DataDirectory]);
        Assert.Contains("kept: it is record", status, StringComparison.Ordinal);
        return (await users.Auditor.GetCheckpointAsync(new Audit.V1.GetCheckpointRequest())).VerifierKeys[0];
    }

    private static Task KeptAsync(RunningExchange exchange, string file, string caller, string of) => Eventually.Async(
        async () =>
        {
            var (code, output) = await RunAsync(["receipt", of, "-o", file, "--json", "--as", caller, "--data", exchange.DataDirectory]);
            Assert.True(code == 0, output);
            var kept = JsonDocument.Parse(output).RootElement;
            return kept.GetProperty("kept").GetInt32() == kept.GetProperty("promises").GetInt32()
                && (await File.ReadAllTextAsync(file)).Contains("referrals/service-key/v1", StringComparison.Ordinal);
        },
        because: "the log keeps the promises and certifies the keys");

    private static async Task<(int Code, string Output)> RunAsync(string[] arguments)
    {
        using var output = new StringWriter();
        var code = await Application.RunAsync(arguments, new Terminal(Stream.Null, output, output, _ => null, Interactive: false));
        return (code, output.ToString());
    }
}
