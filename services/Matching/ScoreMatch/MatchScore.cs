namespace Referrals.Matching.ScoreMatch;

/// <summary>How likely two referrals speak of the same matter, in bits (log2 of the odds), with everything that went into it.</summary>
public sealed record MatchScore(double Prior, IReadOnlyList<ScoredComparison> Comparisons, IReadOnlyList<GroupSum> Groups)
{
    /// <summary>Bits from which on a group counts as agreeing.</summary>
    private const double AgreeingBits = 1.2;
    private const double TriesWeight = 0.5;

    /// <summary>Prior and groups, added in their order: recomputing from stored parts gives the same number to the bit.</summary>
    public double Total => Groups.Aggregate(Prior, (sum, group) => sum + group.Bits);

    /// <summary>Whether another referral of the case says otherwise of who it is, and none agrees with this one in that.</summary>
    public bool IsDisputed { get; init; }

    public bool HasStrong => Comparisons.Any(comparison => comparison.IsStrong);

    /// <summary>
    /// Groups that agree, each for itself. The mailbox of an office is many people's, what is before the at sign may only repeat the name, and a number without its
    /// issuer is given out by many.
    /// </summary>
    public int IndependentGroups => Groups.Count(group => group.Bits >= AgreeingBits && group.Group != "narrative" && !Comparisons.Any(comparison => comparison.Group == group.Group && IsOfMany(comparison.Level)));

    private static bool IsOfMany(string level) => level is "email.role" or "email.named" or "reference.unscoped" or "payment.unscoped" or "document.unscoped";

    /// <summary>Whether only the wording agreed.</summary>
    public bool NarrativeOnly => Groups.All(group => group.Group == "narrative" || group.Bits <= 0) && Groups.Any(group => group.Group == "narrative" && group.Bits > 0);

    /// <summary>Sums comparisons by group, in the order in which groups first occur.</summary>
    public static MatchScore Of(double prior, IReadOnlyList<ScoredComparison> comparisons, MatchModel model)
    {
        var sums = new List<GroupSum>();
        foreach (var comparison in comparisons)
        {
            var at = sums.FindIndex(sum => sum.Group == comparison.Group);
            if (at < 0)
                sums.Add(new GroupSum(comparison.Group, comparison.Bits, model.Groups.GetValueOrDefault(comparison.Group, double.MaxValue)));
            else
                sums[at] = sums[at] with { Uncapped = sums[at].Uncapped + comparison.Bits };
        }

        return new MatchScore(prior, comparisons, sums);
    }

    /// <summary>This score with, for each group, the comparisons of the score that agrees most in it.</summary>
    public MatchScore With(IReadOnlyList<MatchScore> others, MatchModel model)
    {
        if (others.Count < 2)
            return this;
        var comparisons = new List<ScoredComparison>();
        foreach (var group in others.SelectMany(score => score.Groups).Select(sum => sum.Group).Distinct().Order(StringComparer.Ordinal))
        {
            var from = Groups.FirstOrDefault(sum => sum.Group == group) is { } own ? (Score: this, own.Bits) : (Score: this, Bits: 0);

            // A contradiction with the nearest stays: a case may hold several of a household.
            var contradicted = (from.Bits < 0 && group is "birth" or "document") || Comparisons.Any(comparison => comparison.Group == group && comparison.Level == "given.contradiction");
            foreach (var other in contradicted ? [] : others)
            {
                if (other.Groups.FirstOrDefault(sum => sum.Group == group) is { } sum && sum.Bits > from.Bits)
                    from = (other, sum.Bits);
            }

            comparisons.AddRange(from.Score.Comparisons.Where(comparison => comparison.Group == group));
        }

        var composed = Of(Prior - (Math.Log2(others.Count) * TriesWeight), comparisons, model);
        return composed.Total > Total ? composed : this;
    }
}
