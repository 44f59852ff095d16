using Referrals.Contracts;
using Referrals.Intake.V1;

namespace Referrals.Intake.FollowStatus;

/// <summary>An entry of one referral. <paramref name="Joins"/>: the countries in which it joins its case by it, if any.</summary>
public sealed record OwnEntry(int Number, long AfterPosition, StatusEntry Entry, IReadOnlyList<string>? Joins)
{
    /// <summary>With a move to another case: the entries of the case that it left, up to then.</summary>
    public IReadOnlyList<CaseEntry>? LeftCase { get; init; }

    /// <summary>Whether that case as a whole ended in the other: the matter had been opened twice.</summary>
    public bool IsMerge { get; init; }
}

/// <summary>An entry of a case, for every referral that was in it by then.</summary>
public sealed record CaseEntry(long Position, StatusEntry Entry);

/// <summary>Everything that the status of one referral is made of.</summary>
public sealed record StatusSources(ReferralMetadata Referral, bool Erased, IReadOnlyList<OwnEntry> Own, IReadOnlyList<CaseEntry> Case, IReadOnlyList<string> Reporters);
