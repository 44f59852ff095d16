using System.CommandLine;
using Referrals.Audit.V1;
using Referrals.Cli.CommandLine;
using Referrals.Cli.Views;

namespace Referrals.Cli.Watching;

/// <summary><c>search</c></summary>
internal static class SearchVerb
{
    private static readonly Option<string[]> Types = Options.Texts("--type", "TYPE", "Only of these types: received, accepted, offered, …");
    private static readonly Option<string?> Actor = Options.Text("--officer", "PSEUDONYM", "Only by this officer, or whoever else acted, under the pseudonym that records give");
    private static readonly Option<string?> Agency = Options.Text("--agency", "AGENCY", "Only of this agency");
    private static readonly Option<string?> Team = Options.Text("--team", "TEAM", "Only of this team");
    private static readonly Option<string?> Rule = Options.Text("--rule", "RULE", "Only under this rule");
    private static readonly Option<string?> Referral = Options.Text("--referral", "ID", "Only of this referral");
    private static readonly Option<string?> Case = Options.Text("--case", "ID", "Only of this case, case-… or cases/…/countries/CC");
    private static readonly Option<string?> HandOff = Options.Text("--hand-off", "ID", "Only of this hand-off");
    private static readonly Option<string?> Service = Options.Text("--service", "NAME", "Only of this service");
    private static readonly Option<string?> Stream = Options.Text("--stream", "STREAM", "Only of this stream");
    private static readonly Option<DateTimeOffset?> From = Options.Moment("--from", "Only at or after this time of the exchange's clock");
    private static readonly Option<DateTimeOffset?> Before = Options.Moment("--before", "Only before this time");
    private static readonly Option<bool> Newest = Options.Flag("--newest", "Newest first");

    public static Command Create() => Verb.Create(
        "search",
        "Records of the log by agency, team, officer, rule, type, period or stream (auditor)",
        [Types, Actor, Agency, Team, Rule, Referral, Case, HandOff, Service, Stream, From, Before, Newest, Paging.Limit, RecordOutput.Csv],
        async run =>
        {
            var clients = await run.CallAsync();
            var found = await LogSearch.ReadAsync(run, clients.Audit, Request(run));
            return RecordOutput.Show(run, found, found.Records, RecordColumns.All, console => Paging.WriteMore(console, found.NextPageToken));
        });

    private static SearchRequest Request(Invocation run)
    {
        var ofCountry = run.Get(Case)?.StartsWith("cases/", StringComparison.Ordinal) == true;
        var request = new SearchRequest
        {
            Actor = run.Get(Actor) ?? "",
            Agency = run.Get(Agency) ?? "",
            Team = run.Get(Team) ?? "",
            RuleId = run.Get(Rule) ?? "",
            ReferralId = run.Get(Referral) ?? "",
            CaseId = ofCountry ? "" : run.Get(Case) ?? "",
            CountryCase = ofCountry ? run.Get(Case) : "",
            HandOffId = run.Get(HandOff) ?? "",
            Service = run.Get(Service) ?? "",
            Stream = run.Get(Stream) ?? "",
            From = run.Get(From).ToTimestampOrNull(),
            Before = run.Get(Before).ToTimestampOrNull(),
            NewestFirst = run.Get(Newest),
        };
        request.EventTypes.AddRange(run.Get(Types));
        return request;
    }
}
