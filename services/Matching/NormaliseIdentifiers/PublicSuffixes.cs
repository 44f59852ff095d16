using System.Collections.Frozen;
using Referrals.Matching.NormaliseText;

namespace Referrals.Matching.NormaliseIdentifiers;

/// <summary>Which part of a host name is registered by one party (the ICANN part of the public suffix list).</summary>
public static class PublicSuffixes
{
    private static readonly FrozenSet<string> Rules = TableFile.Lines("public-suffixes.txt").ToFrozenSet();

    /// <summary>The registered domain of a host, <c>example.co.uk</c> of <c>www.example.co.uk</c>; null for a suffix itself.</summary>
    public static string? RegisteredDomain(string host)
    {
        var labels = host.TrimEnd('.').Split('.');
        for (var i = 0; i < labels.Length; i++)
        {
            var suffix = string.Join('.', labels[i..]);
            if (Rules.Contains($"!{suffix}"))
                return Join(labels, i);
            if (Rules.Contains(suffix) || (i + 1 < labels.Length && Rules.Contains($"*.{string.Join('.', labels[(i + 1)..])}")))
                return i == 0 ? null : Join(labels, i - 1);
        }

        // A suffix that the list does not have is one label long.
        return labels.Length < 2 ? null : Join(labels, labels.Length - 2);
    }

    private static string Join(string[] labels, int from) => string.Join('.', labels[from..]);
}
