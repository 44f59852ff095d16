using System.CommandLine;
using System.Net;
using Referrals.Cli.CommandLine;
using Referrals.Cli.Errors;
using Referrals.TransparencyLog.Notes;
using Referrals.TransparencyLog.Witness;

namespace Referrals.Cli.Witness;

/// <summary><c>witness</c></summary>
internal static class WitnessVerb
{
    private static readonly Option<int> Port = new("--port") { Description = "Port; 0 takes any free one", HelpName = "N", DefaultValueFactory = _ => 8090 };
    private static readonly Option<string> Address = new("--address") { Description = "IP address to listen on; put TLS before anything but loopback", HelpName = "IP", DefaultValueFactory = _ => "127.0.0.1" };
    private static readonly Option<string> Name = Options.RequiredText("--name", "NAME", "Name of the witness's key, such as witness.example/w1");
    private static readonly Option<string[]> Logs = Options.Texts("--log", "VKEY", "Key of a log to watch; may be repeated, and two keys of one name are one log's old and new");

    public static Command Create() => Verb.Create("witness", "Cosigns the checkpoints of a log that only grows, and keeps evidence of one that does not; state in --data DIR", [Port, Address, Name, Logs], async run =>
    {
        var logs = ReadLogs(run.Get(Logs));
        if (!VerifierKey.IsName(run.Get(Name) ?? ""))
            throw new UsageException("--name must have neither white space nor '+'");
        if (!IPAddress.TryParse(run.Get(Address), out var address))
            throw new UsageException("--address must be an IP address");
        await using var server = WitnessServer.Create(run.Data, run.Get(Name)!, logs, new IPEndPoint(address, run.Get(Port)), run.Time);
        await server.StartAsync(run.CancellationToken);
        run.Terminal.Out.WriteLine($"witness {server.VerifierKey}");
        run.Terminal.Out.WriteLine($"listening on {server.Address}");
        await server.WaitAsync(run.CancellationToken);
        return ExitCode.Done;
    });

    private static List<WitnessedLog> ReadLogs(string[] keys)
    {
        if (keys.Length == 0)
            throw new UsageException("--log VKEY names the log to watch; GetCheckpoint and the operator of the exchange give it");
        return [.. keys.Select(ReadKey).GroupBy(key => key.Name, (origin, own) => new WitnessedLog(origin, [.. own]))];
    }

    private static VerifierKey ReadKey(string text) => VerifierKey.TryParse(text, out var error) is not { } key ? throw new UsageException($"--log: {error}")
        : key.Type == SignatureType.Note ? key
        : throw new UsageException("--log: the key is a witness's and not a log's");
}
