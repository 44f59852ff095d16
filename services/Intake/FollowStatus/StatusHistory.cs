using Google.Protobuf.WellKnownTypes;
using Referrals.Common.V1;
using Referrals.Intake.V1;

namespace Referrals.Intake.FollowStatus;

/// <summary>
/// Tells the status of a referral: its own entries and those of its case since it joined, in the order in which they were
/// stored, numbered without gaps. Nothing is ever stored before what was told, so a number stays what it was.
/// </summary>
public sealed class StatusHistory
{
    private readonly StatusSources sources;
    private readonly Dictionary<string, StatusEntry> caseStates = [];
    private readonly List<CountryStanding> countries;
    private readonly List<ToldEntry> told = [];
    private bool joined;
    private bool left;

    private StatusHistory(StatusSources sources)
    {
        this.sources = sources;
        countries = [.. States.OrGeneralDesk(sources.Referral.Countries).Select(country => new CountryStanding(country, sources.Referral.ReceivedAt))];
    }

    /// <summary>The entries, each with the headline after it.</summary>
    public IReadOnlyList<ToldEntry> Entries => told;

    public static StatusHistory Tell(StatusSources sources)
    {
        var history = new StatusHistory(sources);
        history.TellAll();
        return history;
    }

    /// <summary>The status at the end of the history, without names of other reporters.</summary>
    public ReferralStatus ToStatus()
    {
        var status = new ReferralStatus { ReferralId = sources.Referral.ReferralId, Erased = sources.Erased };
        var headline = States.Headline([.. countries.Select(country => country.State)]);
        status.State = countries[headline].State;
        status.Countries.AddRange(countries.Select((country, index) => new CountryStatus
        {
            Country = country.Country,
            State = country.State,
            Since = country.Since.ToTimestamp(),
            Headline = index == headline,
            Disposition = country.Case?.Disposition ?? Disposition.Unspecified,
            InformationalReason = country.Case?.InformationalReason ?? InformationalReason.Unspecified,
            MissingDatum = country.Case?.MissingDatum ?? RequestedDatum.Unspecified,
        }));
        status.History.AddRange(told.Select(entry => entry.Entry));
        return status;
    }

    private void TellAll()
    {
        var received = new StatusEntry { State = ReferralState.Received, At = sources.Referral.ReceivedAt.ToTimestamp(), Detail = StatusDetail.Received };
        Tell(received, new EntrySource(1, 0));
        var inOneCase = new List<OwnEntry>();
        foreach (var own in sources.Own.OrderBy(entry => entry.Number))
        {
            if (own.LeftCase is { } before)
            {
                Tell(inOneCase, before, isLeft: true);
                inOneCase.Clear();
                Leave();
            }

            inOneCase.Add(own);
        }

        Tell(inOneCase, sources.Case, isLeft: false);
    }

    /// <summary>The time that the referral was in one case, or in none yet.</summary>
    private void Tell(List<OwnEntry> entries, IReadOnlyList<CaseEntry> ofCase, bool isLeft)
    {
        var next = 0;
        foreach (var own in entries.OrderBy(entry => entry.AfterPosition).ThenBy(entry => entry.Number))
        {
            for (; next < ofCase.Count && ofCase[next].Position <= own.AfterPosition; next++)
                TellCase(ofCase[next], isLeft);
            TellOwn(own);
        }

        for (; next < ofCase.Count; next++)
            TellCase(ofCase[next], isLeft);
    }

    /// <summary>What its case had come to no longer holds for it; the one that it joins says where it stands.</summary>
    private void Leave()
    {
        caseStates.Clear();
        joined = false;
        foreach (var standing in countries)
            standing.Case = null;
    }

    private void TellCase(CaseEntry entry, bool isLeft)
    {
        var country = entry.Entry.Country;
        var moved = !caseStates.TryGetValue(country, out var before) || Moves(entry.Entry, before) ? WithDisposition(entry.Entry, before) : before;
        caseStates[country] = moved;
        if (!joined || left || countries.Find(standing => standing.Country == country) is not { ConsentRefused: false } standing)
            return;
        standing.Case = moved;
        standing.Settle(entry.Entry.At.ToDateTimeOffset());
        Tell(entry.Entry, isLeft ? default : new EntrySource(0, entry.Position));
    }

    private void TellOwn(OwnEntry own)
    {
        var entry = own.Entry;
        var source = new EntrySource(own.Number, 0);
        if (own.Joins is { } joins && !joined)
            Enter(joins);
        if (left && entry.Detail != StatusDetail.Erased)
            return;

        foreach (var standing in countries.Where(standing => entry.Country.Length == 0 || standing.Country == entry.Country))
            Apply(entry, standing);
        if (entry.Detail != StatusDetail.Unspecified)
            Tell(entry, source);
        if (own.Joins is not null)
            Join(own.Joins, entry.At.ToDateTimeOffset(), source);
        left |= entry.Detail == StatusDetail.Withdrawn;
    }

    /// <summary>What Matching knew of the countries is what triage opened.</summary>
    private void Enter(IReadOnlyList<string> joins)
    {
        joined = true;
        List<CountryStanding> entered = [.. States.OrGeneralDesk(joins).Select(country => StandingIn(country, sources.Referral.ReceivedAt))];
        countries.Clear();
        countries.AddRange(entered);
    }

    /// <summary>The one there is, or a new one with what holds for the whole referral.</summary>
    private CountryStanding StandingIn(string country, DateTimeOffset since)
    {
        if (countries.Find(known => known.Country == country) is { } standing)
            return standing;
        standing = new CountryStanding(country, since) { Withdrawn = countries[0].Withdrawn, ConsentRefused = countries[0].ConsentRefused };
        standing.Settle(since);
        return standing;
    }

    /// <summary>In a country where the case has come further already, the referral is there at once.</summary>
    private void Join(IReadOnlyList<string> joins, DateTimeOffset at, EntrySource source)
    {
        foreach (var country in States.OrGeneralDesk(joins))
        {
            var standing = StandingIn(country, at);
            if (!countries.Contains(standing))
                countries.Add(standing);
            if (standing.Case is not null || standing.ConsentRefused || !caseStates.TryGetValue(country, out var reached))
                continue;
            standing.Case = reached;
            standing.Settle(at);
            var entry = reached.Clone();
            entry.At = at.ToTimestamp();
            Tell(entry, source);
        }
    }

    private void Apply(StatusEntry entry, CountryStanding standing)
    {
        switch (entry.Detail)
        {
            case StatusDetail.InformationRequested:
                standing.OpenQuestions.Add(entry.InformationRequestId);
                break;
            case StatusDetail.InformationAnswered:
                standing.OpenQuestions.Remove(entry.InformationRequestId);
                break;
            case StatusDetail.ConsentRequested:
                standing.AwaitsConsent = true;
                break;
            case StatusDetail.ConsentGiven:
                standing.AwaitsConsent = standing.ConsentRefused = false;
                standing.Case = joined ? caseStates.GetValueOrDefault(standing.Country) : null;
                break;
            case StatusDetail.ConsentRefused:
                standing.ConsentRefused = true;
                break;
            case StatusDetail.Withdrawn:
                standing.Withdrawn = true;
                break;
        }

        standing.Settle(entry.At.ToDateTimeOffset());
    }

    private void Tell(StatusEntry entry, EntrySource source)
    {
        var headline = countries[States.Headline([.. countries.Select(country => country.State)])].State;
        var numbered = entry.Clone();
        numbered.Number = told.Count + 1;
        numbered.State = countries.Find(country => country.Country == entry.Country)?.State ?? headline;
        told.Add(new ToldEntry(numbered, headline, source));
    }

    /// <summary>Whether an entry is what a later one to join should be told of the country, instead of the one before.</summary>
    private static bool Moves(StatusEntry entry, StatusEntry before) =>
        entry.State != before.State
        || entry.Disposition != Disposition.Unspecified
        || (entry.HandOff is { Role: HandOffRole.Lead } && (entry.State, entry.Detail) is (ReferralState.Routed, StatusDetail.Offered) or (ReferralState.Acknowledged, StatusDetail.Acknowledged));

    /// <summary>The disposition stays what it was until triage decides anew or opens the case again.</summary>
    private static StatusEntry WithDisposition(StatusEntry entry, StatusEntry? before)
    {
        if (before is null || entry.Disposition != Disposition.Unspecified || entry.State <= ReferralState.InTriage)
            return entry;
        var moved = entry.Clone();
        moved.Disposition = before.Disposition;
        moved.InformationalReason = before.InformationalReason;
        moved.MissingDatum = before.MissingDatum;
        return moved;
    }
}
