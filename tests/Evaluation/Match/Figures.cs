using System.Globalization;

namespace Referrals.Evaluation.Match;

/// <summary>Figures by name, printed as lines.</summary>
internal static class Figures
{
    public static string Text(IDictionary<string, object> figures) => string.Join(Environment.NewLine, Lines(figures, ""));

    public static double Share(double part, double whole) => whole == 0 ? 1 : Math.Round(part / whole, 5);

    public static double Quantile(IReadOnlyList<double> sorted, double share) => sorted.Count == 0 ? 0 : sorted[Math.Min(sorted.Count - 1, (int)(share * sorted.Count))];

    public static SortedDictionary<string, object> PrecisionAndRecall(double right, double found, double truth)
    {
        var (precision, recall) = (Share(right, found), Share(right, truth));
        return new() { ["precision"] = precision, ["recall"] = recall, ["f1"] = precision + recall == 0 ? 0 : Math.Round(2 * precision * recall / (precision + recall), 5) };
    }

    private static IEnumerable<string> Lines(IDictionary<string, object> figures, string prefix)
    {
        foreach (var (name, value) in figures)
        {
            if (value is IDictionary<string, object> inner)
            {
                foreach (var line in Lines(inner, $"{prefix}{name}."))
                    yield return line;
            }
            else
            {
                yield return $"{prefix + name,-32} {Convert.ToString(value, CultureInfo.InvariantCulture)}";
            }
        }
    }
}
