namespace Referrals.Matching.Storage;

/// <summary>A parent case: referrals that speak of the same matter.</summary>
public sealed class CaseRow
{
    public required string Id { get; init; }

    public required DateTimeOffset OpenedAt { get; init; }

    public int ReferralCount { get; set; }

    /// <summary>Agencies that reported the matter, in the order of their first referral.</summary>
    public IReadOnlyList<string> Agencies { get; set; } = [];

    /// <summary>Countries that the referrals name, ISO 3166-1 alpha-2; <c>ZZ</c> stands for a referral that names none.</summary>
    public IReadOnlyList<string> Countries { get; set; } = [];

    /// <summary>Grows with each change of what the case holds.</summary>
    public int Version { get; set; }

    public string? MergedInto { get; set; }
}
