namespace Referrals.Matching.CompareReferrals;

/// <summary>Edits that lead from one text to another: insertions, deletions, substitutions and exchanges of neighbours.</summary>
public static class TextDistance
{
    private const int Longest = 64;
    private const int ShortestScrambled = 5;

    /// <summary>The number of edits; <paramref name="limit"/> + 1 when there are more. Symmetric.</summary>
    public static int Of(ReadOnlySpan<char> left, ReadOnlySpan<char> right, int limit)
    {
        if (left.Length > Longest)
            left = left[..Longest];
        if (right.Length > Longest)
            right = right[..Longest];
        if (Math.Abs(left.Length - right.Length) > limit)
            return limit + 1;
        Span<int> before = stackalloc int[Longest + 1];
        Span<int> previous = stackalloc int[Longest + 1];
        Span<int> current = stackalloc int[Longest + 1];
        for (var j = 0; j <= right.Length; j++)
            previous[j] = j;
        for (var i = 1; i <= left.Length; i++)
        {
            current[0] = i;
            var least = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var cost = left[i - 1] == right[j - 1] ? 0 : 1;
                var edits = Math.Min(Math.Min(previous[j] + 1, current[j - 1] + 1), previous[j - 1] + cost);
                if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
                    edits = Math.Min(edits, before[j - 2] + 1);
                current[j] = edits;
                least = Math.Min(least, edits);
            }

            if (least > limit)
                return limit + 1;
            var spare = before;
            before = previous;
            previous = current;
            current = spare;
        }

        return Math.Min(previous[right.Length], limit + 1);
    }

    /// <summary>Whether two words are one and the same but for slips: one edit from four letters on, two from eight, three from fourteen.</summary>
    public static bool IsClose(string left, string right)
    {
        var limit = Math.Min(left.Length, right.Length) switch
        {
            < 4 => 0,
            < 8 => 1,
            < 14 => 2,
            _ => 3,
        };
        return limit > 0 && Of(left, right, limit) <= limit;
    }

    /// <summary>Whether two words are of the same letters, but for one, in another order: typed or read in haste. Of five letters or more.</summary>
    public static bool IsScrambled(string left, string right) => IsScrambled(left, right, 1);

    /// <summary>The same, but for so many letters.</summary>
    public static bool IsScrambled(string left, string right, int but)
    {
        if (Math.Min(left.Length, right.Length) < ShortestScrambled || Math.Abs(left.Length - right.Length) > but)
            return false;
        Span<int> letters = stackalloc int[128];
        foreach (var letter in left)
            letters[letter & 127]++;
        foreach (var letter in right)
            letters[letter & 127]--;
        var apart = 0;
        foreach (var count in letters)
            apart += Math.Abs(count);
        return apart <= but;
    }
}
