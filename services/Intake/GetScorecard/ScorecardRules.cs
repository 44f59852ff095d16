using Referrals.Common.V1;
using Referrals.Intake.FollowStatus;
using Referrals.Intake.V1;

namespace Referrals.Intake.GetScorecard;

/// <summary>Counts what became of referrals, from the status that their sender was told; one hand-off counts once, however many referrals it carried.</summary>
internal sealed class ScorecardRules
{
    private readonly Dictionary<Disposition, int> dispositions = [];
    private readonly HashSet<string> due = [];
    private readonly HashSet<string> given = [];
    private readonly HashSet<string> useful = [];
    private readonly HashSet<(string HandOff, long At, int Safeguarded, int Arrested)> outcomes = [];
    private readonly HashSet<string> asked = [];
    private readonly HashSet<string> answered = [];
    private long completeness;
    private int received;
    private int known;
    private int first;
    private int duplicate;
    private int incomplete;
    private int elsewhere;

    public void Add(StatusSources sources)
    {
        var status = StatusHistory.Tell(sources).ToStatus();
        received++;
        completeness += sources.Referral.Completeness;
        known += status.History.Any(entry => entry.Detail == StatusDetail.MatchedKnown) ? 1 : 0;
        first += status.History.Any(entry => entry.Detail == StatusDetail.MatchedNew) ? 1 : 0;
        duplicate += sources.Own.Any(entry => entry.Entry.Detail == StatusDetail.MatchCorrected && entry.IsMerge) ? 1 : 0;
        incomplete += IsIncomplete(status) ? 1 : 0;
        elsewhere += status.Countries.Any(country => country.Disposition == Disposition.OutOfJurisdiction) ? 1 : 0;
        foreach (var country in status.Countries.Where(country => country.Disposition != Disposition.Unspecified))
            dispositions[country.Disposition] = dispositions.GetValueOrDefault(country.Disposition) + 1;
        foreach (var entry in status.History)
            Count(entry);
    }

    public void Write(GetScorecardResponse scorecard)
    {
        (scorecard.Received, scorecard.Known, scorecard.FirstOfMatter, scorecard.Duplicate) = (received, known, first, duplicate);
        (scorecard.Incomplete, scorecard.OutOfJurisdiction) = (incomplete, elsewhere);
        scorecard.MeanCompleteness = received == 0 ? 0 : (double)completeness / received;
        scorecard.Dispositions.AddRange(dispositions.OrderBy(pair => pair.Key).Select(pair => new DispositionCount { Disposition = pair.Key, Count = pair.Value }));
        (scorecard.InformationRequests, scorecard.InformationRequestsAnswered) = (asked.Count, answered.Count);
        (scorecard.FeedbackDue, scorecard.FeedbackGiven, scorecard.Useful) = (due.Count, given.Count, useful.Count);
        scorecard.PersonsSafeguarded = outcomes.Sum(outcome => outcome.Safeguarded);
        scorecard.PersonsArrested = outcomes.Sum(outcome => outcome.Arrested);
    }

    private static bool IsIncomplete(ReferralStatus status) =>
        status.Countries.Any(country => country.Disposition == Disposition.InsufficientInformation || country.State == ReferralState.InformationRequested);

    private void Count(StatusEntry entry)
    {
        switch (entry.Detail)
        {
            case StatusDetail.InformationRequested:
                asked.Add(entry.InformationRequestId);
                break;
            case StatusDetail.InformationAnswered:
                answered.Add(entry.InformationRequestId);
                break;
            case StatusDetail.Acknowledged:
                due.Add(entry.HandOff.HandOffId);
                break;
            case StatusDetail.Progress:
                given.Add(entry.HandOff.HandOffId);
                break;
            case StatusDetail.Outcome:
                given.Add(entry.HandOff.HandOffId);
                outcomes.Add((entry.HandOff.HandOffId, entry.At.Seconds, entry.HandOff.PersonsSafeguarded, entry.HandOff.PersonsArrested));
                if (entry.HandOff.Usefulness == Usefulness.Yes)
                    useful.Add(entry.HandOff.HandOffId);
                break;
        }
    }
}
