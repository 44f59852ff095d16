using Referrals.Common.V1;

namespace Referrals.Matching.NormaliseIdentifiers;

/// <summary>
/// An identifier in the form in which equal ones are equal. <paramref name="Canonical"/> is what keys are made of,
/// <paramref name="Legible"/> the part that a masked value is made of.
/// </summary>
public sealed record NormalisedIdentifier(IdentifierType Type, string Canonical, string Legible)
{
    /// <summary>A form in which it is compared with less certainty: an address by its provider's rules, a number without its country.</summary>
    public string? Weaker { get; init; }

    /// <summary>Whether only the weaker form is known, so that it is nobody's identifier by itself.</summary>
    public bool IsPartial { get; init; }

    /// <summary>When it was seen, where that matters: an address of the network.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>The port that belongs to a network address then; 0 when not known.</summary>
    public int Port { get; init; }
}
