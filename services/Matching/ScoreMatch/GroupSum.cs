namespace Referrals.Matching.ScoreMatch;

/// <summary>What a group of correlated comparisons came to.</summary>
public sealed record GroupSum(string Group, double Uncapped, double Cap)
{
    public double Bits => Math.Min(Uncapped, Cap);
}
