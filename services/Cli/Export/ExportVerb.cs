using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Referrals.Cli.CommandLine;
using Referrals.Cli.Errors;
using Referrals.Cli.Sending;
using Referrals.Cli.Verify;
using Referrals.Cli.Views;

namespace Referrals.Cli.Export;

/// <summary><c>export ID -o FILE</c> and <c>export --all DIR</c></summary>
internal static class ExportVerb
{
    private static readonly Argument<string?> Id = new("ID") { Description = "A referral (ref-…, or an agency's own reference), a case (case-…) or a country case (cases/…/countries/CC)", Arity = ArgumentArity.ZeroOrOne };
    private static readonly Option<string?> FileName = new("--output", "-o") { Description = "The file to write the trail to; standard output where it is not given", HelpName = "FILE" };
    private static readonly Option<string?> All = Options.Text("--all", "DIR", "The whole log, as a directory of C2SP tiles; an earlier export there is gone on with");
    private static readonly Option<string?> Since = Options.Text("--since", "FILE", "An earlier checkpoint: the trail gets the proof that the log only grew since");

    public static Command Create() => Verb.Create("export", "A trail as a file, or the whole log as a directory, to be verified offline (auditor; a trail: whoever may read it)", [Id, FileName, All, Since], async run =>
    {
        if (run.Get(All) is { } directory)
            return run.Get(Id) is null && run.Get(FileName) is null && run.Get(Since) is null
                ? await ExportLogAsync(run, directory)
                : throw new UsageException("--all stands alone: the directory is all that it needs");
        return await ExportTrailAsync(run, run.Get(Id) ?? throw new UsageException("say whose trail, or --all DIR"));
    });

    private static async Task<int> ExportTrailAsync(Invocation run, string id)
    {
        long? since = run.Get(Since) is { } file ? await CheckpointFile.ReadSizeAsync(file, run.CancellationToken) : null;
        var clients = await run.CallAsync();
        if (!id.StartsWith("case", StringComparison.Ordinal))
            id = await ReferralIds.ResolveAsync(clients.Intake, id, run.CancellationToken);
        var export = await TrailExport.ReadAsync(clients.Audit, id, since, !run.Principal.StartsWith("auditor/", StringComparison.Ordinal), run.CancellationToken);
        var bytes = export.Bundle.ToFile() ?? throw new ExportException($"the trail has {export.Bundle.Records.Count} records, more than one file holds: export --all and verify the directory");
        if (run.Get(FileName) is not { } output)
        {
            await run.Terminal.Out.WriteAsync(Encoding.UTF8.GetString(bytes));
            return ExitCode.Done;
        }

        await File.WriteAllBytesAsync(output, bytes, run.CancellationToken);
        Say(run, output, export.Bundle.Records.Count, export.Waiting, export.Withheld);
        return ExitCode.Done;
    }

    private static void Say(Invocation run, string output, int records, int waiting, long withheld)
    {
        if (run.Json)
        {
            run.Terminal.Out.WriteLine(new JsonObject { ["file"] = output, ["records"] = records, ["waiting"] = waiting, ["withheld"] = withheld }.ToJsonString());
            return;
        }

        var console = run.Terminal.Tables();
        console.Line($"{records} records in {output}.");
        if (waiting > 0)
            console.Line($"{waiting} more wait for the next checkpoint; export again in a second.");
        if (withheld > 0)
            console.Line($"{withheld} more are not yours to read and are withheld; the file says where they stand. Verify it with --partial.");
    }

    private static async Task<int> ExportLogAsync(Invocation run, string directory)
    {
        var clients = await run.CallAsync();
        var (size, before) = await LogExport.RunAsync(clients.Audit, directory, run.Json ? null : run.Terminal.Progress(), run.CancellationToken);
        if (run.Json)
            run.Terminal.Out.WriteLine(new JsonObject { ["directory"] = directory, ["size"] = size, ["before"] = before }.ToJsonString());
        else
            run.Terminal.Tables().Line(string.Create(CultureInfo.InvariantCulture, $"{size} leaves in {directory}, {size - before} of them new."));
        return ExitCode.Done;
    }
}
