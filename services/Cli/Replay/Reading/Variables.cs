using System.Text.RegularExpressions;

namespace Referrals.Cli.Replay.Reading;

/// <summary>What <c>$(name)</c> stands for inside a loop.</summary>
internal sealed partial class Variables
{
    private readonly IReadOnlyDictionary<string, string> values;

    private Variables(IReadOnlyDictionary<string, string> values) => this.values = values;

    public static Variables None { get; } = new(new Dictionary<string, string>());

    public Variables With(IEnumerable<KeyValuePair<string, string>> more)
    {
        var all = values.ToDictionary();
        foreach (var (name, value) in more)
            all[name] = value;
        return new Variables(all);
    }

    /// <summary>Fills a text in; null when it names what does not exist here.</summary>
    public string? Fill(string text)
    {
        var known = true;
        var filled = Reference().Replace(text, match =>
        {
            known &= values.TryGetValue(match.Groups[1].Value, out var value);
            return value ?? "";
        });
        return known ? filled : null;
    }

    [GeneratedRegex(@"\$\(([A-Za-z0-9.]+)\)")]
    private static partial Regex Reference();
}
