using System.Globalization;

namespace Referrals.Console.Serving;

/// <summary>Days as a browser's field for dates sends them.</summary>
internal static class Days
{
    /// <summary>The text where it is a day, which is all that such a field takes.</summary>
    public static string Shown(string text) => Read(text) is null ? "" : text;

    /// <summary>Its beginning in UTC; null where it is none.</summary>
    public static DateTimeOffset? Read(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero)
            : null;
}
