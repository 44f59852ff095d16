using System.CommandLine;
using Referrals.Audit.V1;
using Referrals.Cli.CommandLine;
using Referrals.Cli.Views;

namespace Referrals.Cli.Watching;

/// <summary><c>consultations ID</c></summary>
internal static class ConsultationsVerb
{
    private static readonly string[] Readings = ["consulted", "disclosed"];
    private static readonly Argument<string> Id = Options.Id("ID", "A referral (ref-…), a case (case-…), a country case (cases/…/countries/CC) or the pseudonym of whoever read");

    public static Command Create() => Verb.Create("consultations", "Who read what of a referral's or a case's content, or what somebody read (auditor)", [Id, Paging.Limit, RecordOutput.Csv], async run =>
    {
        var clients = await run.CallAsync();
        var found = await LogSearch.ReadAsync(run, clients.Audit, Request(run.Get(Id)));
        return RecordOutput.Show(run, found, found.Records, RecordColumns.Consultations, console => Paging.WriteMore(console, found.NextPageToken));
    });

    private static SearchRequest Request(string id)
    {
        var request = id.StartsWith("ref-", StringComparison.Ordinal) ? new SearchRequest { ReferralId = id }
            : id.StartsWith("case-", StringComparison.Ordinal) ? new SearchRequest { CaseId = id }
            : id.StartsWith("cases/", StringComparison.Ordinal) ? new SearchRequest { CountryCase = id }
            : new SearchRequest { Actor = id };
        request.EventTypes.AddRange(Readings);
        return request;
    }
}
