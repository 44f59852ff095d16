using System.CommandLine;
using Referrals.Cli.CommandLine;
using Referrals.Cli.Views;
using Referrals.Common.V1;
using Referrals.Intake.V1;

namespace Referrals.Cli.Sending;

/// <summary><c>list</c></summary>
internal static class ListVerb
{
    private static readonly Option<ReferralState[]> States = Options.SomeOf<ReferralState>("--state", "Only in these states");
    private static readonly Option<string?> Country = Options.Text("--country", "CC", "Only of this country");
    private static readonly Option<bool> Awaiting = Options.Flag("--awaiting-answer", "Only with a question that waits for an answer");

    public static Command Create() => Verb.Create("list", "Your own referrals, newest first (agency)", [States, Country, Awaiting, Paging.Limit], async run =>
    {
        var clients = await run.CallAsync();
        var all = new ListResponse();
        await Paging.ReadAsync(run, async (size, token) =>
        {
            var request = new ListRequest { PageSize = size, PageToken = token, Country = run.Get(Country) ?? "", AwaitingAnswer = run.Get(Awaiting) };
            request.States.AddRange(run.Get(States));
            var page = await clients.Intake.ListAsync(request, cancellationToken: run.CancellationToken);
            all.Referrals.AddRange(page.Referrals);
            all.NextPageToken = page.NextPageToken;
            return (page.Referrals.Count, page.NextPageToken);
        });

        return run.Show(all, console =>
        {
            var table = Tables.Of("Referral", "Reference", "Received", "Reports", "State", "Countries", "Questions", "Others");
            foreach (var referral in all.Referrals)
            {
                table.Row(
                    referral.ReferralId,
                    referral.AgencyReference,
                    Times.Words(referral.ReceivedAt),
                    referral.IncidentType.Word(),
                    referral.State.Word(),
                    string.Join(", ", referral.Countries.Select(country => country.Country)),
                    referral.OpenInformationRequests.Count(),
                    referral.OthersReported ? "yes" : "");
            }

            console.WriteOr(table, "No referrals.");
            Paging.WriteMore(console, all.NextPageToken);
        });
    });
}
