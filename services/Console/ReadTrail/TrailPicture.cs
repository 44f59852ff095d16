using Referrals.Console.Words;

namespace Referrals.Console.ReadTrail;

/// <summary>The spans of custody as bars over time, a row each.</summary>
public sealed record TrailPicture(IReadOnlyList<TrailPicture.Bar> Bars, IReadOnlyList<TrailPicture.Mark> Marks, int Height)
{
    public const int Width = 1000;
    public const int LabelWidth = 230;
    public const int RowHeight = 30;
    private const int Top = 26;
    private const int ThinnestBar = 3;
    private const int MarkCount = 3;
    private const int SecondsOfFewMinutes = 5 * 60;

    /// <param name="rows">The spans.</param>
    /// <param name="now">Where those that last end.</param>
    public static TrailPicture Of(IReadOnlyList<CustodyRow> rows, DateTimeOffset now)
    {
        if (rows.Count == 0)
            return new TrailPicture([], [], 0);
        var from = rows.Min(row => row.From);
        var until = rows.Max(row => row.Until ?? now);
        var span = Math.Max(1, (until - from).TotalSeconds);
        var bars = rows.Select((row, index) =>
        {
            var x = Place(row.From);
            return new Bar(row, x, Top + (index * RowHeight), Math.Max(ThinnestBar, Place(row.Until ?? until) - x));
        }).ToList();
        var marks = Enumerable.Range(0, MarkCount).Select(i => from + TimeSpan.FromSeconds(span * i / (MarkCount - 1)))
            .Select(at => new Mark(Place(at), span < SecondsOfFewMinutes ? Show.Exact(at) : Show.Time(at))).ToList();
        return new TrailPicture(bars, marks, Top + (rows.Count * RowHeight) + 10);

        int Place(DateTimeOffset at) => LabelWidth + (int)((Width - LabelWidth - 20) * (at - from).TotalSeconds / span);
    }

    /// <summary>One span.</summary>
    public sealed record Bar(CustodyRow Row, int X, int Y, int Length)
    {
        public string Class => Row.Kind switch
        {
            CustodyKind.Desk => "bar-desk",
            CustodyKind.Waiting => "gap",
            CustodyKind.Team => "bar",
            _ => "bar-other",
        };
    }

    /// <summary>A time on the axis.</summary>
    public sealed record Mark(int X, string Text);
}
