using Referrals.Common.V1;
using Referrals.Platform.Outbox;
using Referrals.Triage.V1;

namespace Referrals.Triage;

/// <summary>
/// A country case with what its queue shows, kept up to date as referrals join, so that nothing is summed when it is read.
/// </summary>
public sealed class CountryCaseRow
{
    /// <summary><c>cases/{case id}/countries/{CC}</c>.</summary>
    public required string Name { get; init; }

    public required string CaseId { get; init; }

    public required string Country { get; init; }

    public required string Desk { get; init; }

    public CountryCaseState State { get; set; } = CountryCaseState.Open;

    /// <summary>Whether an officer must act: undecided, or orphaned.</summary>
    public bool Queued { get; set; } = true;

    public Priority Priority { get; set; }

    public PriorityReason PriorityReason { get; set; }

    /// <summary>The most urgent that one referral alone calls for.</summary>
    public Priority ReferralPriority { get; set; }

    public PriorityReason ReferralPriorityReason { get; set; }

    public int Completeness { get; set; }

    /// <summary>When a decision is due, in business time.</summary>
    public DateTimeOffset DueAt { get; set; }

    public DateTimeOffset OpenedAt { get; set; }

    /// <summary>Referrals that were not withdrawn.</summary>
    public int ReportCount { get; set; }

    /// <summary>Referrals that ever joined; the position of the last.</summary>
    public int JoinedCount { get; set; }

    public int AgencyCount { get; set; }

    public int PossibleMatchCount { get; set; }

    public List<IncidentType> IncidentTypes { get; set; } = [];

    /// <summary>The first ten agencies.</summary>
    public List<string> AgencyIds { get; set; } = [];

    public List<IdentifierType> MatchedOn { get; set; } = [];

    public int EvidenceItems { get; set; }

    public bool ChildAtImmediateRisk { get; set; }

    /// <summary>Principal of the officer that claimed it last; the claim may have lapsed.</summary>
    public string? Holder { get; set; }

    public string? ClaimToken { get; set; }

    /// <summary>When the claim lapses, in real time.</summary>
    public DateTimeOffset? LeaseUntil { get; set; }

    public Disposition Disposition { get; set; }

    public RequestedDatum MissingDatum { get; set; }

    /// <summary>While an acceptance is held: when the hold ends, in real time.</summary>
    public DateTimeOffset? UndoUntil { get; set; }

    public bool Orphaned { get; set; }

    /// <summary>Why no team took it; kept while the case is merged, so that it is orphaned again when that is undone.</summary>
    public OrphanReason OrphanReason { get; set; }

    /// <summary>Deconflictions that lapsed and wait for an officer.</summary>
    public List<string> LapsedHolds { get; set; } = [];

    public bool Reopened { get; set; }

    /// <summary>The parent case that this one's ended in.</summary>
    public string? MergedInto { get; set; }

    /// <summary>While merged: where it stood before.</summary>
    public CountryCaseState StateBefore { get; set; }

    /// <summary>While merged: the disposition before.</summary>
    public Disposition DispositionBefore { get; set; }

    /// <summary>Where it stood when it was last decided, as JSON.</summary>
    public string? StoodBefore { get; set; }

    public bool Escalated { get; set; }

    public int OpenInformationRequests { get; set; }

    /// <summary>Grows with each change that an officer must have seen; a referral that adds nothing but a count is none.</summary>
    public int Version { get; set; }

    /// <summary>Number of the last decision.</summary>
    public int DecisionCount { get; set; }

    /// <summary>What the last change of the version was.</summary>
    public DecisionKind LastChange { get; set; }

    /// <summary>Principal of whoever made it; empty for the exchange itself.</summary>
    public string ChangedBy { get; set; } = "";

    public DateTimeOffset ChangedAt { get; set; }

    /// <summary>Where the log has what the desk last heard of it; an officer's decision follows that.</summary>
    public EventPosition? HeardRecord { get; set; }

    /// <summary>Where the change stands among all changes; the store sets it.</summary>
    public long ChangeNumber { get; private set; }
}
