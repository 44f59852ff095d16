using System.Globalization;

namespace Referrals.Platform.Outbox;

/// <summary>One place in one stream of one service. Sequences count from 1 without gaps.</summary>
public sealed record EventPosition(string Service, string Stream, long Sequence)
{
    /// <summary><c>triage:cases/case-…/countries/PH#3</c></summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Service}:{Stream}#{Sequence}");

    public static EventPosition? Parse(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return null;
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var hash = text.LastIndexOf('#');
        return colon > 0 && hash > colon && long.TryParse(text.AsSpan(hash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var sequence)
            ? new EventPosition(text[..colon], text[(colon + 1)..hash], sequence)
            : throw new FormatException("an event position is written service:stream#sequence");
    }
}
