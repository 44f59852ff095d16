using Google.Protobuf.WellKnownTypes;
using Referrals.Common.V1;
using Referrals.Contracts;
using Referrals.Intake.Facts;
using Referrals.Intake.FollowStatus;
using Referrals.Intake.Tests.Building;
using Referrals.Intake.V1;

namespace Referrals.Intake.Tests.FollowStatus;

/// <summary>Builds what a history is told from, in the order in which it would be stored.</summary>
internal sealed class Histories(params string[] countries)
{
    private readonly List<OwnEntry> own = [];
    private readonly List<CaseEntry> ofCase = [];
    private readonly ReferralMetadata referral = MetadataRules.OfSubmission(Tips.Small(), "ref-1", "uk-nca", Presence.None, Start) with { Countries = countries };
    private int minutes;
    private bool matched;

    public static DateTimeOffset Start { get; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Something happens to the case.</summary>
    public Histories Case(string country, ReferralState state, StatusDetail detail, Disposition disposition = Disposition.Unspecified)
    {
        ofCase.Add(new CaseEntry(ofCase.Count + 1, new StatusEntry { Country = country, State = state, Detail = detail, At = At(), Disposition = disposition }));
        return this;
    }

    /// <summary>The referral joins the case, in the countries that Matching knew of.</summary>
    public Histories Matched(StatusDetail detail = StatusDetail.MatchedNew, params string[] joins)
    {
        matched = true;
        return Add(new StatusEntry { Detail = detail }, joins.Length > 0 ? joins : [.. countries]);
    }

    /// <summary>Something happens to this referral.</summary>
    public Histories Own(StatusDetail detail, string country = "", string question = "") =>
        Add(new StatusEntry { Detail = detail, Country = country, InformationRequestId = question }, null);

    /// <summary>What was added names further countries.</summary>
    public Histories JoinsIn(params string[] joins) => Add(new StatusEntry(), joins);

    public StatusHistory Tell() => StatusHistory.Tell(new StatusSources(referral, false, [.. own], matched ? [.. ofCase] : [], []));

    public ReferralStatus Status() => Tell().ToStatus();

    private Histories Add(StatusEntry entry, IReadOnlyList<string>? joins)
    {
        entry.At = At();
        own.Add(new OwnEntry(own.Count + 2, matched ? ofCase.Count : 0, entry, joins));
        return this;
    }

    private Timestamp At() => Start.AddMinutes(++minutes).ToTimestamp();
}
