using System.CommandLine;
using System.Text;
using Referrals.Audit.V1;
using Referrals.Cli.CommandLine;
using Referrals.Cli.Errors;
using Referrals.Cli.Views;

namespace Referrals.Cli.Operating;

/// <summary><c>log checkpoint|keys|rotate-key</c></summary>
internal static class LogVerb
{
    private static readonly Argument<KeyRotationStep> Step = Options.EnumArgument<KeyRotationStep>("STEP", "ADD makes a new key that signs beside the old one; RETIRE lets the old one sign no more");
    private static readonly Option<string?> Output = new("--output", "-o") { Description = "The file to write it to; standard output where it is not given", HelpName = "FILE" };

    public static Command Create() => Verb.Group("log", "The log itself: its newest checkpoint, its keys, their rotation", Checkpoint(), Keys(), RotateKey());

    private static Command Checkpoint() => Verb.Create("checkpoint", "The newest checkpoint, to be kept and compared with (anyone)", [Output], async run =>
    {
        var clients = await run.CallAsync(Processes.Operator);
        var response = await clients.Audit.GetCheckpointAsync(new GetCheckpointRequest(), cancellationToken: run.CancellationToken);
        if (run.Json)
            return run.Show(response, _ => { });
        if (run.Get(Output) is { } file)
            await File.WriteAllTextAsync(file, response.Checkpoint.Note, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), run.CancellationToken);
        else
            await run.Terminal.Out.WriteAsync(response.Checkpoint.Note);
        return ExitCode.Done;
    });

    private static Command Keys() => Verb.Create("keys", "The keys of the log and of its witnesses (anyone)", [], async run =>
    {
        var clients = await run.CallAsync(Processes.Operator);
        var response = await clients.Audit.GetCheckpointAsync(new GetCheckpointRequest(), cancellationToken: run.CancellationToken);
        return run.Show(response, console =>
        {
            foreach (var key in response.RetiredVerifierKeys)
                console.Line($"retired  {key}");
            foreach (var key in response.VerifierKeys)
                console.Line($"{(response.Witnesses.FirstOrDefault(witness => witness.VerifierKey == key) is { } witness ? $"witness of {witness.Operator}" : key.StartsWith($"{response.Checkpoint.Origin}+", StringComparison.Ordinal) ? "signs  " : "witness")}  {key}");
            console.Line($"{response.ServiceKeyCertificates.Count} certificates of services' keys.");
        });
    });

    private static Command RotateKey() => Verb.Create("rotate-key", "Rotates the log's key, a step at a time (operator)", [Step], async run =>
    {
        var clients = await run.CallAsync(Processes.Operator);
        var request = new RotateLogKeyRequest { RequestId = run.RequestId(), Step = run.Get(Step) };
        var response = await clients.Audit.RotateLogKeyAsync(request, cancellationToken: run.CancellationToken);
        return run.Show(response, console =>
        {
            console.Line($"{(request.Step == KeyRotationStep.Add ? "Added" : "Retired")}  {response.VerifierKey}");
            foreach (var key in response.VerifierKeys)
                console.Line($"Signs now  {key}");
            console.Line(request.Step == KeyRotationStep.Add
                ? "Give the new key to witnesses and auditors; then retire the old one."
                : "Move the private file of the retired key out of the exchange's reach.");
        });
    });
}
