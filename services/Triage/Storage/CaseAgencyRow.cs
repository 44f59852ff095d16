namespace Referrals.Triage;

/// <summary>An agency that reported a country case.</summary>
public sealed class CaseAgencyRow
{
    public required string CountryCase { get; init; }

    public required string AgencyId { get; init; }
}
