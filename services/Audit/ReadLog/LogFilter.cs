using System.Globalization;
using System.Text;

namespace Referrals.Audit.ReadLog;

/// <summary>Conditions on leaves that must all hold, with their arguments; <c>?</c> stands for the next argument.</summary>
internal sealed class LogFilter
{
    private readonly List<string> conditions = [];
    private readonly List<object?> arguments = [];

    public object?[] Arguments => [.. arguments];

    public string Where => conditions.Count == 0 ? "1 = 1" : string.Join(" and ", conditions);

    public LogFilter Require(string condition, params ReadOnlySpan<object?> values)
    {
        conditions.Add($"({Number(condition, arguments.Count)})");
        arguments.AddRange(values);
        return this;
    }

    /// <summary>A column must hold this text, where one is asked for.</summary>
    public LogFilter RequireText(string column, string value) => value.Length == 0 ? this : Require($"{column} = ?", value);

    /// <summary>A column must hold one of these.</summary>
    public LogFilter RequireOneOf(string column, IReadOnlyCollection<string> values) =>
        Require($"{column} in ({Placeholders(values.Count)})", [.. values]);

    /// <summary><c>?, ?, ?</c>; for none, what nothing equals.</summary>
    public static string Placeholders(int count) => count == 0 ? "null" : string.Join(", ", Enumerable.Repeat("?", count));

    private static string Number(string condition, int first)
    {
        var text = new StringBuilder(condition.Length + 16);
        foreach (var c in condition)
            _ = c == '?' ? text.Append(CultureInfo.InvariantCulture, $"@p{first++}") : text.Append(c);
        return text.ToString();
    }
}
