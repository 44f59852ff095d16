using System.CommandLine;
using Referrals.Cli.CommandLine;
using Referrals.Cli.Errors;
using Referrals.Cli.Export;
using Referrals.TransparencyLog.Bundles;
using Referrals.TransparencyLog.Verify;

namespace Referrals.Cli.Verify;

/// <summary><c>verify FILE|DIR</c></summary>
internal static class VerifyVerb
{
    private static readonly Argument<string> Name = Options.Id("FILE", "A trail or the directory of a whole log, as export wrote it, or a receipt");
    private static readonly Option<int> Required = new("--require") { Description = "How many distinct operators of the witnesses given must have cosigned", HelpName = "K" };
    private static readonly Option<string?> Since = Options.Text("--since", "FILE", "A checkpoint that you kept: the log must begin with it");
    private static readonly Option<string[]> Receipts = Options.Texts("--receipt", "FILE", "Receipts that you kept: the whole log must hold what they promise");
    private static readonly Option<bool> Partial = Options.Flag("--partial", "Take a trail that leaves out records of others' referrals, as an agency's may; how many is said");
    private static readonly Option<string?> Content = Options.Text("--content", "FILE", "Content to compare with what records committed to: JSON, a member for each field");
    private static readonly Option<string?> Salts = Options.Text("--salts", "FILE", "Salts of the commitments, as a receipt gives them: JSON, a list of index, field, salt");
    private static readonly Option<string?> Answer = Options.Text("--answer", "FILE", "Content with its salts, as status ID --content --json prints it, to compare with what records committed to");

    public static Command Create() => Verb.Create(
        "verify",
        "Verifies a trail, a receipt or a log offline; ends with 1 on any doubt (anyone)",
        [Name, TrustedKeys.Log, TrustedKeys.Witnesses, Required, Since, Receipts, Partial, Content, Salts, Answer],
        async run =>
        {
            var name = run.Get(Name);
            var options = await ReadOptionsAsync(run);
            foreach (var file in run.Get(Receipts))
            {
                var receipt = await BytesAsync(file, ReceiptBundle.MaximumLength, run.CancellationToken);
                if (ReceiptVerifier.Verify(receipt, options with { Required = 0, Earlier = null, Content = null, Known = [], Salts = [] }) is { IsSound: false } wrong)
                    return Show(run, wrong);
                options = options with { Promised = [.. options.Promised, .. ReceiptBundleReader.TryRead(receipt, out _)!.Promises] };
            }

            if (options.Promised.Count > 0 && !Directory.Exists(name))
                throw new UsageException("--receipt goes with the directory of a whole log");
            var report = Directory.Exists(name)
                ? await ExportProgress.ShowAsync(
                    run.Json ? null : run.Terminal.Progress(), "Verifying", "", 1000, (progress, _) => Task.Run(() => LogVerifier.Verify(name, options, (done, size) => progress(1000 * done / size), run.CancellationToken)))
                : VerifyFile(await BytesAsync(name, TrailBundle.MaximumLength, run.CancellationToken), options);
            return Show(run, report);
        });

    private static int Show(Invocation run, VerifyReport report)
    {
        if (run.Json)
            run.Terminal.Out.WriteLine(VerifyView.Json(report).ToJsonString(VerifyView.Plain));
        else
            VerifyView.Show(report, run.Terminal.Tables());
        return report.IsSound ? ExitCode.Done : ExitCode.Refused;
    }

    private static VerifyReport VerifyFile(byte[] file, VerifyOptions options) =>
        ReceiptBundleReader.IsReceipt(file) ? ReceiptVerifier.Verify(file, options) : TrailVerifier.Verify(file, options);

    private static async Task<VerifyOptions> ReadOptionsAsync(Invocation run)
    {
        var options = new VerifyOptions
        {
            LogKeys = TrustedKeys.ReadLog(run),
            Witnesses = TrustedKeys.ReadWitnesses(run),
            Required = run.Get(Required),
            Partial = run.Get(Partial),
            Earlier = await TextAsync(run.Get(Since), run.CancellationToken),
            Content = await TextAsync(run.Get(Content), run.CancellationToken) is { } content ? HeldContent.Canonical(content) : null,
            Known = await TextAsync(run.Get(Answer), run.CancellationToken) is { } answer ? HeldContent.Read(answer) : [],
            Salts = run.Get(Salts) is { } salts ? SaltsFile.Read(await BytesAsync(salts, TrailBundle.MaximumLength, run.CancellationToken)) : [],
        };
        return options.Required <= options.Witnesses.Select(witness => witness.Operator).Distinct().Count() ? options : throw new UsageException("--require is more than the operators of --witness");
    }

    private static async Task<string?> TextAsync(string? name, CancellationToken cancellationToken)
    {
        if (name is null)
            return null;
        try
        {
            return new System.Text.UTF8Encoding(false, throwOnInvalidBytes: true).GetString(await BytesAsync(name, TrailBundle.MaximumLength, cancellationToken));
        }
        catch (System.Text.DecoderFallbackException)
        {
            throw new UsageException($"{name} is not UTF-8");
        }
    }

    private static async Task<byte[]> BytesAsync(string name, int limit, CancellationToken cancellationToken) =>
        !File.Exists(name) ? throw new UsageException($"there is no file {name}")
        : new FileInfo(name).Length > limit ? throw new UsageException($"{name} is longer than {limit >> 20} MiB")
        : await File.ReadAllBytesAsync(name, cancellationToken);
}
