using System.ComponentModel.DataAnnotations;
using Referrals.TransparencyLog.Notes;
using Referrals.TransparencyLog.Trust;

namespace Referrals.Audit;

/// <summary>The log as a whole; configuration section <c>Log</c>. A change takes a restart.</summary>
public sealed class LogOptions : IValidatableObject
{
    /// <summary>First line of every checkpoint and name of the log's keys: who this log is. It stays as it is for the life of the log.</summary>
    [Required]
    public string Origin { get; set; } = "referrals.local/log";

    /// <summary>The witnesses to ask for cosignatures; none by default.</summary>
    public IList<WitnessOptions> Witnesses { get; } = [];

    /// <summary>How many distinct operators of witnesses are to have cosigned a checkpoint before proofs are made of it; 0 for none.</summary>
    [Range(0, 16)]
    public int RequiredOperators { get; set; }

    /// <summary>The witnesses as those who verify a checkpoint know them.</summary>
    internal IReadOnlyList<TrustedWitness> TrustedWitnesses => [.. Witnesses.Select(witness => new TrustedWitness(witness.Operator, VerifierKey.Parse(witness.Key)))];

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!VerifierKey.IsName(Origin))
            yield return new ValidationResult("Log:Origin must have neither white space nor '+'", [nameof(Origin)]);
        for (var i = 0; i < Witnesses.Count; i++)
        {
            if (Witnesses[i].Problem is { } problem)
                yield return new ValidationResult($"Log:Witnesses:{i}: {problem}", [nameof(Witnesses)]);
        }

        if (RequiredOperators > Witnesses.Select(witness => witness.Operator).Distinct().Count())
            yield return new ValidationResult("Log:RequiredOperators is more than the operators of Log:Witnesses", [nameof(RequiredOperators)]);
    }
}
