using System.CommandLine;
using System.Text;
using System.Text.Json.Nodes;
using Referrals.Cli.CommandLine;
using Referrals.Cli.Errors;
using Referrals.Cli.Views;
using Referrals.Intake.V1;
using Referrals.TransparencyLog.Bundles;

namespace Referrals.Cli.Receipts;

/// <summary><c>receipt ID|FILE [-o FILE]</c></summary>
internal static class ReceiptVerb
{
    private const string ReferralPrefix = "ref-";
    private static readonly Argument<string> Name = Options.Id("ID|FILE", "A referral (ref-…, or your own reference), or any answer that was kept with --json");
    private static readonly Option<string?> Output = new("--output", "-o") { Description = "The file to write the receipt to, to be verified offline", HelpName = "FILE" };

    public static Command Create() => Verb.Create("receipt", "What the exchange promised to write to its log, and whether it has (agency; with a kept answer also officer, team)", [Name, Output], async run =>
    {
        var name = run.Get(Name);
        var clients = await run.CallAsync();
        if (File.Exists(name))
            return await ShowAsync(run, await ReceiptBundles.ReadAsync(clients.Audit, await SavedAnswer.ReadAsync(name, run.CancellationToken), run.CancellationToken));
        var request = name.StartsWith(ReferralPrefix, StringComparison.Ordinal) ? new GetReceiptRequest { ReferralId = name } : new GetReceiptRequest { AgencyReference = name };
        var response = await clients.Intake.GetReceiptAsync(request, cancellationToken: run.CancellationToken);
        if (run.Get(Output) is not null)
            return response.Receipt.Promise is null ? throw new UsageException("the referral was received before there were promises") : await ShowAsync(run, ReceiptBundles.Of(response));
        return run.Show(response, console => console.Facts(
            ("Referral", response.Receipt.ReferralId),
            ("Reference", response.Receipt.AgencyReference),
            ("Received", Times.Words(response.Receipt.ReceivedAt)),
            ("SHA-256", response.Receipt.ContentSha256),
            ("Promise", PromiseWords.Of(response))));
    });

    private static async Task<int> ShowAsync(Invocation run, ReceiptBundle bundle)
    {
        var text = bundle.Write();
        if (run.Get(Output) is not { } output)
        {
            await run.Terminal.Out.WriteAsync(text);
            return ExitCode.Done;
        }

        await File.WriteAllTextAsync(output, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), run.CancellationToken);
        var kept = bundle.Promises.Count(promise => promise.Proof.Length > 0);
        if (run.Json)
        {
            run.Terminal.Out.WriteLine(new JsonObject { ["file"] = output, ["promises"] = bundle.Promises.Count, ["kept"] = kept }.ToJsonString());
            return ExitCode.Done;
        }

        var console = run.Terminal.Tables();
        console.Line($"{bundle.Promises.Count} {(bundle.Promises.Count == 1 ? "promise" : "promises")} in {output}, {kept} of them kept by the log.");
        if (bundle.Certificates.Count == 0)
            console.Line("The log cannot be asked for the certificate of the key that signed just now: without it nobody can verify this file. Write it again later.");
        else if (kept < bundle.Promises.Count)
            console.Line("Write it again in a second or two to have the proof.");
        return ExitCode.Done;
    }
}
