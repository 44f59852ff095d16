using System.Globalization;
using Google.Protobuf.WellKnownTypes;

namespace Referrals.Cli.CommandLine;

/// <summary>Times as people write and read them; always UTC.</summary>
internal static class Times
{
    /// <summary>A length of time of one unit, <c>30d</c>; null when it is not one.</summary>
    public static TimeSpan? ParseLength(string text)
    {
        if (text.Length < 2 || !double.TryParse(text[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) || !(number <= 100_000))
            return null;
        return text[^1] switch
        {
            's' => TimeSpan.FromSeconds(number),
            'm' => TimeSpan.FromMinutes(number),
            'h' => TimeSpan.FromHours(number),
            'd' => TimeSpan.FromDays(number),
            'w' => TimeSpan.FromDays(7 * number),
            _ => null,
        };
    }

    /// <summary>A date, or a time with or without an offset; null when it is neither.</summary>
    public static DateTimeOffset? ParseMoment(string text) =>
        text.Length > 0 && char.IsAsciiDigit(text[0])
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? time
            : null;

    public static string Words(Timestamp? time) => time is null ? "" : Words(time.ToDateTimeOffset());

    public static string Words(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    public static string Words(Duration? length) => length is null ? "" : Words(length.ToTimeSpan());

    public static string Words(TimeSpan length) => length switch
    {
        { TotalDays: >= 1 or <= -1 } => string.Create(CultureInfo.InvariantCulture, $"{length.TotalDays:0.#} d"),
        { TotalHours: >= 1 or <= -1 } => string.Create(CultureInfo.InvariantCulture, $"{length.TotalHours:0.#} h"),
        { TotalMinutes: >= 1 or <= -1 } => string.Create(CultureInfo.InvariantCulture, $"{length.TotalMinutes:0.#} min"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{length.TotalSeconds:0.#} s"),
    };
}
