using System.ComponentModel.DataAnnotations;

namespace Referrals.Intake;

/// <summary>Configuration section <c>Intake</c>.</summary>
public sealed class IntakeOptions
{
    /// <summary>How many referrals may wait for triage before new ones are refused, 1 to 10,000,000.</summary>
    [Range(1, 10_000_000)]
    public int MaximumBacklog { get; set; } = 50_000;

    /// <summary>Above that bound: how many referrals with a child at immediate risk are still taken from one agency in an hour of real time.</summary>
    [Range(0, 10_000_000)]
    public int UrgentQuotaPerAgency { get; set; } = 1_000;

    /// <summary>When a refused sender should try again.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "01:00:00")]
    public TimeSpan RetryAfter { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Names and contact points that other reporters are told, by agency id; Identity's where an agency is not listed.</summary>
    public Dictionary<string, AgencyContact> Agencies { get; } = [];

    /// <summary>How an agency is named and reached.</summary>
    public sealed class AgencyContact
    {
        [StringLength(128)]
        public string? DisplayName { get; set; }

        [StringLength(256)]
        public string? Contact { get; set; }
    }
}
