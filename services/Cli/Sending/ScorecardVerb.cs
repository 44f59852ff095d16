using System.CommandLine;
using System.Globalization;
using Referrals.Cli.CommandLine;
using Referrals.Cli.Views;
using Referrals.Intake.V1;

namespace Referrals.Cli.Sending;

/// <summary><c>scorecard</c></summary>
internal static class ScorecardVerb
{
    private static readonly Option<string?> Agency = Options.Text("--agency", "ID", "Of which agency (officer, operator); your own where it is not given");
    private static readonly Option<DateTimeOffset?> From = Options.Moment("--from", "Received from then on; 90 days where it is not given");
    private static readonly Option<DateTimeOffset?> Before = Options.Moment("--before", "Received before then; now where it is not given");

    public static Command Create() => Verb.Create("scorecard", "What became of an agency's referrals (agency, officer, operator)", [Agency, From, Before], async run =>
    {
        var clients = await run.CallAsync();
        var response = await clients.Intake.GetScorecardAsync(
            new() { AgencyId = run.Get(Agency) ?? "", ReceivedFrom = run.Get(From).ToTimestampOrNull(), ReceivedBefore = run.Get(Before).ToTimestampOrNull() },
            cancellationToken: run.CancellationToken);
        return run.Show(response, console => console.Facts(
            ("Agency", response.AgencyId),
            ("Received", $"{response.Received} from {Times.Words(response.ReceivedFrom)} to {Times.Words(response.ReceivedBefore)}"),
            ("New", Share(response.FirstOfMatter, response)),
            ("Linked", Share(response.Known, response)),
            ("Duplicate", Share(response.Duplicate, response)),
            ("Incomplete", Share(response.Incomplete, response)),
            ("Out of jurisdiction", Share(response.OutOfJurisdiction, response)),
            ("Completeness", response.MeanCompleteness.ToString("0", CultureInfo.InvariantCulture)),
            ("Questions", $"{response.InformationRequests}, {response.InformationRequestsAnswered} answered"),
            ("Feedback", $"{response.FeedbackGiven} of {response.FeedbackDue} hand-offs, {response.Useful} useful"),
            ("Safeguarded", response.PersonsSafeguarded.Count()),
            ("Arrested", response.PersonsArrested.Count())));
    });

    private static string Share(int count, GetScorecardResponse of) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} ({(of.Received == 0 ? 0 : 100.0 * count / of.Received):0} %)");
}
