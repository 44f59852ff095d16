using System.Collections.Frozen;
using Referrals.Matching.NormaliseText;

namespace Referrals.Matching.NormaliseNames;

/// <summary>Whether two given names are used for one another: <c>peggy</c> and <c>margaret</c>.</summary>
public static class Nicknames
{
    private static readonly FrozenDictionary<string, int[]> Families = Read();

    private static readonly string[] Roots = [.. TableFile.Lines("nicknames.txt").Select(line => line.Split(' ')[0])];

    public static bool Are(string left, string right) =>
        left != right && Families.TryGetValue(left, out var ofLeft) && Families.TryGetValue(right, out var ofRight) && ofLeft.AsSpan().IndexOfAny(ofRight) >= 0;

    /// <summary>The name that a nickname stands for, the first where there are several; other words themselves.</summary>
    public static string RootOf(string name) => Families.TryGetValue(name, out var families) ? Roots[families[0]] : name;

    private static FrozenDictionary<string, int[]> Read() =>
        TableFile.Lines("nicknames.txt")
            .SelectMany((line, family) => line.Split(' ').Select(name => (Name: name, Family: family)))
            .GroupBy(pair => pair.Name)
            .ToFrozenDictionary(group => group.Key, group => group.Select(pair => pair.Family).Distinct().ToArray());
}
