using Referrals.Common.V1;

namespace Referrals.Matching.NormaliseIdentifiers;

/// <summary>
/// An identifier in the form in which equal ones are equal. <paramref name="Canonical"/> is what keys are made of,
/// <paramref name="Legible"/> the part that a masked value is made of.
/// </summary>
public sealed record NormalisedIdentifier(IdentifierType Type, string Canonical, string Legible);
