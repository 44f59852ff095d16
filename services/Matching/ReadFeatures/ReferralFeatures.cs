using Referrals.Common.V1;
using Referrals.Matching.NormaliseIdentifiers;
using Referrals.Matching.V1;

namespace Referrals.Matching.ReadFeatures;

/// <summary>What matching knows of a referral: values in normal form, and what was set aside and why.</summary>
public sealed record ReferralFeatures(
    IReadOnlyList<PersonFeatures> Persons,
    IReadOnlyList<NormalisedIdentifier> Identifiers,
    NarrativeFeatures Narrative,
    IReadOnlyList<SetAside> SetAside)
{
    public static ReferralFeatures None { get; } = new([], [], NarrativeFeatures.None, []);

    /// <summary>Whether there is nothing to compare it by.</summary>
    public bool IsEmpty => Persons.Count + Identifiers.Count + Narrative.Signature.Count + Narrative.Words.Count == 0;
}

/// <summary>A value that is not compared.</summary>
public sealed record SetAside(IdentifierType Type, string Reason)
{
    /// <summary>What it was said of.</summary>
    public ComparedField Field { get; init; } = ComparedField.Identifier;
}
