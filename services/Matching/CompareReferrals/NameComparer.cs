using Referrals.Common.V1;
using Referrals.Matching.NormaliseNames;
using Referrals.Matching.ScoreMatch;
using Referrals.Matching.V1;

namespace Referrals.Matching.CompareReferrals;

/// <summary>
/// Compares names word by word: each word of one is paired with the word of the other that it agrees with best, whatever
/// the order. Given or family names that are stated on both sides and agree in nothing contradict.
/// </summary>
public static class NameComparer
{
    private const int ShortestStem = 3;
    private const int ShortestCode = 2;
    private const string Group = "name";

    /// <summary>The comparisons of the pair of names that agree best; empty when either has none.</summary>
    public static IReadOnlyList<ScoredComparison> Compare(IReadOnlyList<NameForm> left, IReadOnlyList<NameForm> right, Weights weights) =>
        BestPair.Of(left, right, (one, other) => Compare(one, other, weights));

    private static List<ScoredComparison> Compare(NameForm left, NameForm right, Weights weights)
    {
        var pairs = new List<Pair>();
        Gather(left.Given, right.Given, 'g', 'g', pairs, weights);
        Gather(left.Family, right.Family, 'f', 'f', pairs, weights);
        Gather(left.Given, right.Family, 'g', 'f', pairs, weights);
        Gather(left.Family, right.Given, 'f', 'g', pairs, weights);

        // Equal pairs in an order that does not depend on which side is which.
        pairs.Sort(static (one, other) => other.Bits != one.Bits ? other.Bits.CompareTo(one.Bits) : string.CompareOrdinal(one.Order, other.Order));
        var usedLeft = new HashSet<(char, int)>();
        var usedRight = new HashSet<(char, int)>();
        var found = new List<ScoredComparison>();
        foreach (var pair in pairs)
        {
            if ((pair.Bits <= 0 && !pair.IsSame) || usedLeft.Contains(pair.Left) || usedRight.Contains(pair.Right))
                continue;
            usedLeft.Add(pair.Left);
            usedRight.Add(pair.Right);

            // Given and family name exchanged is one mistake, not two.
            var (level, bits) = (pair.Level, pair.Bits);
            if (level == "crossed.exact" && found.Exists(before => before.Level == "crossed.exact"))
                (level, bits) = ("crossed.both", weights.BitsAt("crossed.both", pair.Frequency));
            found.Add(new ScoredComparison(ComparedField.PersonName, IdentifierType.Unspecified, level, bits, pair.Frequency, Group, pair.Value));
        }

        Contradict(left.Given, right.Given, 'g', "given.contradiction");
        Contradict(left.Family, right.Family, 'f', "family.contradiction");
        if (left.Generation > 0 && right.Generation > 0 && left.Generation != right.Generation)
            found.Add(new ScoredComparison(ComparedField.PersonName, IdentifierType.Unspecified, "name.generation", weights.Bits("name.generation"), 0, Group, ""));
        return found;

        void Contradict(IReadOnlyList<string> one, IReadOnlyList<string> other, char kind, string level)
        {
            if (one.Count > 0 && other.Count > 0 && !usedLeft.Any(used => used.Item1 == kind) && !usedRight.Any(used => used.Item1 == kind))
                found.Add(new ScoredComparison(ComparedField.PersonName, IdentifierType.Unspecified, level, weights.Bits(level), 0, Group, ""));
        }
    }

    private static void Gather(IReadOnlyList<string> left, IReadOnlyList<string> right, char leftKind, char rightKind, List<Pair> pairs, Weights weights)
    {
        for (var i = 0; i < left.Count; i++)
        {
            for (var j = 0; j < right.Count; j++)
            {
                if (LevelOf(left[i], right[j], leftKind, rightKind) is not { } level)
                    continue;
                var (bits, frequency) = weights.Bits(level, $"name:{left[i]}", $"name:{right[j]}");
                pairs.Add(new Pair((leftKind, i), (rightKind, j), level, bits, frequency, left[i] == right[j] ? left[i] : ""));
            }
        }
    }

    private static string? LevelOf(string left, string right, char leftKind, char rightKind)
    {
        var crossed = leftKind != rightKind;
        if (left == right)
            return left.Length == 1 ? (crossed ? null : "given.initial") : crossed ? "crossed.exact" : leftKind == 'g' ? "given.exact" : "family.exact";
        if (left.Length == 1 || right.Length == 1)
            return !crossed && left[0] == right[0] ? (leftKind == 'g' ? "given.initial" : "family.initial") : null;
        if (crossed)
            return TextDistance.IsClose(left, right) || TextDistance.IsScrambled(left, right) ? "crossed.close" : null;
        if (leftKind == 'g' && Nicknames.Are(left, right))
            return "given.nickname";
        if (TextDistance.IsClose(left, right))
            return leftKind == 'g' ? "given.close" : "family.close";
        if (TextDistance.IsScrambled(left, right))
            return leftKind == 'g' ? "given.scrambled" : "family.scrambled";
        if (leftKind == 'g' && HaveStem(left, right))
            return "given.stem";
        return SoundAlike(left, right) ? (leftKind == 'g' ? "given.phonetic" : "family.phonetic") : null;
    }

    /// <summary>A short sound is shared by many, unless the writing is nearly the same as well.</summary>
    private static bool SoundAlike(string left, string right) =>
        PhoneticCode.Of(left) is { Length: >= ShortestCode } code && code == PhoneticCode.Of(right) && (code.Length > ShortestCode || TextDistance.Of(left, right, 1) <= 1);

    /// <summary>One shortens the other.</summary>
    private static bool HaveStem(string left, string right)
    {
        var shorter = Math.Min(left.Length, right.Length);
        return shorter >= ShortestStem && left.AsSpan().CommonPrefixLength(right) == shorter;
    }

    private readonly record struct Pair((char, int) Left, (char, int) Right, string Level, double Bits, int Frequency, string Value)
    {
        /// <summary>Whether one is the other, short or in full: that never contradicts, however common the name is. What only resembles it must weigh something.</summary>
        public bool IsSame => Level is "given.exact" or "family.exact" or "given.initial" or "family.initial" or "given.nickname" or "given.stem";

        public string Order { get; } = $"{Level} {Math.Min(Left.Item2, Right.Item2)} {Math.Max(Left.Item2, Right.Item2)} {Value}";
    }
}
