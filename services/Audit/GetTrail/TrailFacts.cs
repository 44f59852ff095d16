namespace Referrals.Audit.GetTrail;

/// <summary>What the log says of a trail, as far as who may read it depends on it.</summary>
/// <param name="Exists">Whether the log knows the referral, case or country case.</param>
/// <param name="Agency">The agency that sent the referral; null for a case.</param>
/// <param name="Cases">The cases whose streams belong to the trail.</param>
/// <param name="CallersCountryCases">Of these cases, the country cases that the caller's team was handed, or the caller's desks hold or held.</param>
internal sealed record TrailFacts(bool Exists, string? Agency, IReadOnlyList<Membership> Cases, IReadOnlySet<string> CallersCountryCases);
