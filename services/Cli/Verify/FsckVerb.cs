using System.CommandLine;
using Grpc.Core;
using Referrals.Audit.V1;
using Referrals.Cli.CommandLine;
using Referrals.Cli.Documents;
using Referrals.Cli.Errors;
using Referrals.Cli.Operating;
using Referrals.Cli.Views;

namespace Referrals.Cli.Verify;

/// <summary><c>fsck</c></summary>
internal static class FsckVerb
{
    public static Command Create() => Verb.Create("fsck", "Has the exchange read its whole stored log again and say what is wrong (auditor, operator)", [], async run =>
    {
        var clients = await run.CallAsync(Processes.Operator);
        using var call = clients.Audit.CheckLog(new CheckLogRequest(), cancellationToken: run.CancellationToken);
        LogCheckSummary? summary = null;
        await foreach (var message in call.ResponseStream.ReadAllAsync(run.CancellationToken))
        {
            summary ??= message.Summary;
            if (message.ItemCase == CheckLogResponse.ItemOneofCase.Progress)
                continue;
            if (run.Json)
                run.Terminal.Out.WriteLine(Document.Write(message));
            else if (message.Fault is { } fault)
                run.Terminal.Out.WriteLine($"{fault.Kind.Word()}  {fault.Place}: {fault.Description}");
        }

        if (!run.Json && summary is not null)
            run.Terminal.Tables().Line($"{summary.Leaves} leaves, {summary.Tiles} tiles, {summary.Checkpoints} checkpoints and {summary.Cosignatures} cosignatures read; {(summary.Faults == 0 ? "nothing is wrong" : $"{summary.Faults} faults")}.");
        return summary is { Faults: 0 } ? ExitCode.Done : ExitCode.Refused;
    });
}
