namespace Referrals.Console.Serving;

/// <summary>Values as horizontal bars. A table beside it says the same.</summary>
/// <param name="Title">What is drawn.</param>
/// <param name="Bars">From top to bottom.</param>
public sealed record BarChart(string Title, IReadOnlyList<BarChart.Bar> Bars)
{
    public const int Width = 760;
    public const int RowHeight = 28;
    private const int LabelWidth = 300;
    private const int ValueWidth = 90;
    private const int ThinnestBar = 2;
    private const int LongestLabel = 42;

    public int Height => Bars.Count * RowHeight;

    /// <summary>Where bars begin.</summary>
    public static int Start => LabelWidth;

    /// <summary>How long a bar is drawn.</summary>
    public int Length(Bar bar)
    {
        var most = Bars.Max(other => other.Value);
        return bar.Value <= 0 || most <= 0 ? 0 : Math.Max(ThinnestBar, (int)((Width - LabelWidth - ValueWidth) * bar.Value / most));
    }

    /// <summary>One value.</summary>
    /// <param name="Label">Of what.</param>
    /// <param name="Value">How much; not negative.</param>
    /// <param name="Text">The same in words.</param>
    public sealed record Bar(string Label, double Value, string Text)
    {
        /// <summary>As much of the label as has room.</summary>
        public string Caption => Label.Length <= LongestLabel ? Label : Label[..(LongestLabel - 1)] + "…";
    }
}
