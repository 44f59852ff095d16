using System.CommandLine;
using Referrals.Cli.CommandLine;
using Referrals.Cli.Sending;
using Referrals.Cli.Views;

namespace Referrals.Cli.Deciding;

/// <summary><c>case ID [--content]</c></summary>
internal static class CaseVerb
{
    public static Argument<string> Id { get; } = Options.Id("ID", "The country case: cases/…/countries/PH, case-…/PH, or case-… where it has one country");

    public static Command Create() => Verb.Create("case", "A country case with its referrals' facts and its history (officer, auditor)", [Id, ContentMask.Option], async run =>
    {
        var clients = await run.CallAsync();
        var name = await CountryCaseNames.ResolveAsync(clients.Triage, run.Get(Id), run.CancellationToken);
        var response = await clients.Triage.GetCaseAsync(new() { CountryCase = name }, cancellationToken: run.CancellationToken);
        new HeldClaims(run.Data).Seen(run.Principal, name, response.CountryCase.Version);
        run.Show(response, console =>
        {
            CaseView.Write(console, response.CountryCase);
            foreach (var facts in response.Referrals)
                StatusView.WriteFacts(console, facts);
            console.Write(CaseView.Decisions(response.Decisions));
        });
        return await ContentReading.ShowAsync(run, clients.Intake, [.. response.Referrals.Select(facts => facts.ReferralId)]);
    });
}
