using System.ComponentModel.DataAnnotations;
using Referrals.Common.V1;

namespace Referrals.Triage;

/// <summary>How the desks work; configuration section <c>Triage</c>.</summary>
public sealed class TriageOptions : IValidatableObject
{
    /// <summary>The desk of every country that no other desk has.</summary>
    [Required]
    public string GeneralDesk { get; set; } = "general";

    /// <summary>Desks and the countries (ISO 3166-1 alpha-2) that each has; by default <c>ph</c> has the Philippines.</summary>
    public Dictionary<string, string[]>? Desks { get; set; }

    /// <summary>How long a claim lasts, real time.</summary>
    public TimeSpan ClaimLease { get; set; } = TimeSpan.FromMinutes(20);

    /// <summary>How long a claim lasts that another officer assigned, real time: the assignee need not be there yet.</summary>
    public TimeSpan AssignedLease { get; set; } = TimeSpan.FromHours(8);

    /// <summary>Business time from opening to decision, P1.</summary>
    public TimeSpan DueP1 { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Business time from opening to decision, P2.</summary>
    public TimeSpan DueP2 { get; set; } = TimeSpan.FromHours(8);

    /// <summary>Business time from opening to decision, P3.</summary>
    public TimeSpan DueP3 { get; set; } = TimeSpan.FromHours(72);

    /// <summary>Business time from opening to decision, P4.</summary>
    public TimeSpan DueP4 { get; set; } = TimeSpan.FromDays(14);

    /// <summary>Business time within which a case of this priority is to be decided.</summary>
    public TimeSpan DueWithin(Priority priority) => priority switch
    {
        Priority.P1Immediate => DueP1,
        Priority.P2Urgent => DueP2,
        Priority.P4Monitor => DueP4,
        _ => DueP3,
    };

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (ClaimLease <= TimeSpan.Zero || AssignedLease <= TimeSpan.Zero)
            yield return new ValidationResult("Triage:ClaimLease and Triage:AssignedLease must be positive");
        if (DueP1 <= TimeSpan.Zero || DueP2 < DueP1 || DueP3 < DueP2 || DueP4 < DueP3)
            yield return new ValidationResult("Triage:DueP1 to Triage:DueP4 must be positive and must not fall");
        var countries = (Desks ?? []).SelectMany(desk => desk.Value).ToList();
        if (countries.Count != countries.Distinct().Count())
            yield return new ValidationResult("Triage:Desks gives a country to two desks");
        if (countries.Exists(country => country.Length != 2))
            yield return new ValidationResult("Triage:Desks holds something that is not an ISO 3166-1 alpha-2 code");
    }
}
