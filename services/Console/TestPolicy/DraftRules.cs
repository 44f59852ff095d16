using System.Text.RegularExpressions;

namespace Referrals.Console.TestPolicy;

/// <summary>
/// The order of a draft's rules. A draft is moved about as text, so that nothing else of it changes; comments right above a
/// rule go with it. Whether it is a policy is for the service to say.
/// </summary>
public sealed partial class DraftRules
{
    private readonly List<string> before = [];
    private readonly List<List<string>> blocks = [];

    // What follows each place: blank lines and comments that are nobody's.
    private readonly List<List<string>> gaps = [];
    private readonly List<string> after = [];

    private DraftRules()
    {
    }

    /// <summary>In the order in which they are tried; none where the draft has no list of rules.</summary>
    public IReadOnlyList<DraftRule> Rules => [.. blocks.Select(block => new DraftRule(Value(block, Id()), Value(block, Name())))];

    public static DraftRules Read(string yaml)
    {
        var draft = new DraftRules();
        var lines = yaml.ReplaceLineEndings("\n").Split('\n');
        var start = Array.FindIndex(lines, line => Start().IsMatch(line));
        var first = start < 0 ? -1 : Array.FindIndex(lines, start + 1, line => Item().IsMatch(line));
        if (first < 0)
        {
            draft.before.AddRange(lines);
            return draft;
        }

        var indent = Indent(lines[first]);
        var end = Array.FindIndex(lines, start + 1, line => line.Trim().Length > 0 && !line.TrimStart().StartsWith('#') && (Indent(line) < indent || (Indent(line) == indent && !Item().IsMatch(line))));
        var starts = Enumerable.Range(first, (end < 0 ? lines.Length : end) - first)
            .Where(at => Indent(lines[at]) == indent && Item().IsMatch(lines[at]))
            .Select(at => WithComments(lines, at, start))
            .ToList();

        draft.before.AddRange(lines[..starts[0]]);
        foreach (var (begin, next) in starts.Zip(starts.Skip(1).Append(end < 0 ? lines.Length : end)))
        {
            var last = next;
            while (last > begin + 1 && (lines[last - 1].Trim().Length == 0 || lines[last - 1].TrimStart().StartsWith('#')))
                last--;
            draft.blocks.Add([.. lines[begin..last]]);
            draft.gaps.Add([.. lines[last..next]]);
        }

        draft.after.AddRange(end < 0 ? [] : lines[end..]);
        return draft;
    }

    /// <summary>The draft with one rule a place earlier (-1) or later (1); as it was where there is no such place.</summary>
    public string Move(int index, int by)
    {
        if (index >= 0 && index < blocks.Count && index + by >= 0 && index + by < blocks.Count)
            (blocks[index], blocks[index + by]) = (blocks[index + by], blocks[index]);
        return ToString();
    }

    public override string ToString() => string.Join('\n', before.Concat(blocks.Zip(gaps).SelectMany(place => place.First.Concat(place.Second))).Concat(after));

    private static int WithComments(string[] lines, int at, int start)
    {
        while (at - 1 > start && lines[at - 1].TrimStart().StartsWith('#'))
            at--;
        return at;
    }

    private static int Indent(string line) => line.Length - line.TrimStart(' ').Length;

    private static string Value(List<string> block, Regex key) =>
        block.Select(line => key.Match(line)).FirstOrDefault(match => match.Success)?.Groups[1].Value.Trim().Trim('"', '\'') ?? "";

    [GeneratedRegex(@"^rules:\s*(#.*)?$")]
    private static partial Regex Start();

    [GeneratedRegex(@"^ *- ")]
    private static partial Regex Item();

    [GeneratedRegex(@"^ *(?:- +)?id: *(.+)$")]
    private static partial Regex Id();

    [GeneratedRegex(@"^ *(?:- +)?name: *(.+)$")]
    private static partial Regex Name();
}
