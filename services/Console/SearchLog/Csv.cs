namespace Referrals.Console.SearchLog;

/// <summary>Comma-separated values, which a spreadsheet does not take for formulas.</summary>
public static class Csv
{
    private const string FormulaStarts = "=+-@\t\r";

    public static string Line(params string[] values) => string.Join(',', values.Select(Field));

    private static string Field(string value)
    {
        var safe = value.Length > 0 && FormulaStarts.Contains(value[0], StringComparison.Ordinal) ? $"'{value}" : value;
        return safe.AsSpan().IndexOfAny(",\"\r\n") < 0 ? safe : $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
