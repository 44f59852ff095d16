using Referrals.Common.V1;
using Referrals.Matching.V1;

namespace Referrals.Matching.ScoreMatch;

/// <summary>One comparison and what it weighs.</summary>
/// <param name="Level">By the model's name, without the field.</param>
/// <param name="Bits">log2(m/u), for the value's frequency where the level counts it.</param>
/// <param name="Frequency">Of the value when it was compared; 0 where it does not matter.</param>
/// <param name="Group">The correlated comparisons that it counts with.</param>
/// <param name="Value">The value, to be masked before it leaves the transaction; empty for a contradiction.</param>
public sealed record ScoredComparison(
    ComparedField Field, IdentifierType Type, string Level, double Bits, int Frequency, string Group, string Value)
{
    /// <summary>Whether this alone may carry a link.</summary>
    public bool IsStrong { get; init; }
}
