namespace Referrals.Audit.GetTrail;

/// <summary>What of a trail a caller reads.</summary>
/// <param name="Cases">The cases whose streams belong to it.</param>
/// <param name="CountryCases">Only these country cases, and the parents' streams; null for all.</param>
/// <param name="OnlyAgency">Only records that name no other agency and no other referral; null for all.</param>
internal sealed record TrailView(IReadOnlyList<Membership> Cases, IReadOnlySet<string>? CountryCases, string? OnlyAgency);
