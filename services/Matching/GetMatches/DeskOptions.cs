using System.ComponentModel.DataAnnotations;

namespace Referrals.Matching.GetMatches;

/// <summary>Which desk has which countries; the same settings as Triage's, section <c>Triage</c>.</summary>
public sealed class DeskOptions
{
    /// <summary>The desk of every country that no other desk has.</summary>
    [Required]
    public string GeneralDesk { get; set; } = "general";

    /// <summary>Desks and the countries (ISO 3166-1 alpha-2) that each has; by default <c>ph</c> has the Philippines.</summary>
    public Dictionary<string, string[]>? Desks { get; set; }
}
