using System.CommandLine;
using Referrals.Cli.CommandLine;
using Referrals.Cli.Errors;
using Referrals.Cli.Views;
using Referrals.Intake.V1;

namespace Referrals.Cli.Sending;

/// <summary><c>submit FILE|-</c></summary>
internal static class SubmitVerb
{
    private static readonly Argument<string> FileName = Options.Id("FILE", "A JSON referral, a JSON array of them, or JSON lines; - reads standard input");

    public static Command Create() => Verb.Create("submit", "Submit referrals (agency)", [FileName], async run =>
    {
        var referrals = await ReferralFiles.ReadManyAsync(run.Terminal, run.Get(FileName), run.CancellationToken);
        var clients = await run.CallAsync();
        if (referrals.Count > 1)
            return await SubmitManyAsync(run, clients.Intake, referrals);

        var response = await clients.Intake.SubmitAsync(new SubmitRequest { RequestId = run.RequestId(), Referral = referrals[0] }, cancellationToken: run.CancellationToken);
        return run.Show(response, console =>
        {
            console.Facts(
                ("Referral", response.Receipt.ReferralId),
                ("Reference", response.Receipt.AgencyReference),
                ("Received", Times.Words(response.Receipt.ReceivedAt)),
                ("SHA-256", response.Receipt.ContentSha256),
                ("Promise", response.Receipt.Promise is null ? "" : "signed by the exchange; receipt ID -o FILE keeps it with its proof"));
            if (response.DuplicateOfEarlier)
                console.Line("It was received before; nothing new was stored.");
        });
    });

    private static async Task<int> SubmitManyAsync(Invocation run, IntakeService.IntakeServiceClient intake, IReadOnlyList<Referral> referrals)
    {
        var batch = new SubmissionBatch(referrals, number => run.RequestId(number.ToString(System.Globalization.CultureInfo.InvariantCulture)), run.Time);
        if (run.Json)
            await batch.SendAsync(intake, result => run.Show(result, _ => { }), run.CancellationToken);
        else
            await SubmissionProgress.ShowAsync(run.Terminal.Progress(), referrals.Count, advance => batch.SendAsync(intake, _ => advance(), run.CancellationToken));

        if (!run.Json)
            Report(run, batch.Results);
        return batch.Results.Any(result => result.Error is not null) ? ExitCode.Refused : ExitCode.Done;
    }

    private static void Report(Invocation run, IReadOnlyCollection<SubmitManyResponse> results)
    {
        var console = run.Terminal.Tables();
        var refused = Tables.Of("Item", "Reason", "Error");
        foreach (var result in results.Where(result => result.Error is not null).OrderBy(result => result.ItemNumber))
        {
            refused.Row((result.ItemNumber + 1).Count(), result.Error.Reason, result.Error.Message);
            foreach (var violation in result.Error.Violations)
                refused.Row("", violation.Reason, $"{violation.Field}: {violation.Description}");
        }

        console.Line($"{results.Count(result => result.Receipt is not null)} received, of these {results.Count(result => result.DuplicateOfEarlier)} before; {results.Count(result => result.Error is not null)} refused.");
        if (refused.Rows.Count > 0)
            console.Write(refused);
    }
}
