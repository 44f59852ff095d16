using System.Reflection;

namespace Referrals.Matching.NormaliseText;

/// <summary>Reads the tables that are built into this assembly; lines that begin with <c># </c> are comments.</summary>
internal static class TableFile
{
    public static IEnumerable<string> Lines(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"Tables/{name}")
            ?? throw new InvalidOperationException($"the table {name} is not in this assembly");
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0 && !line.StartsWith("# ", StringComparison.Ordinal))
                yield return line;
        }
    }
}
