using System.Globalization;
using Referrals.Common.V1;
using Referrals.Platform.Commands;
using Referrals.Platform.Storage;
using Referrals.Triage.V1;

namespace Referrals.Triage;

/// <summary>Where a page of the queue ended: the sorting values of its last row. A page goes on after it, whatever came or went meanwhile.</summary>
internal sealed record QueueKey(QueueOrder Order, Priority Priority, DateTimeOffset DueAt, DateTimeOffset OpenedAt, int Completeness, int ReportCount, string Name)
{
    private const char Separator = '|';

    public static QueueKey Of(CountryCaseRow row, QueueOrder order) =>
        new(order, row.Priority, row.DueAt, row.OpenedAt, row.Completeness, row.ReportCount, row.Name);

    public string ToToken() => PageToken.WriteText(string.Join(
        Separator,
        (int)Order,
        (int)Priority,
        Microseconds.From(DueAt).ToString(CultureInfo.InvariantCulture),
        Microseconds.From(OpenedAt).ToString(CultureInfo.InvariantCulture),
        Completeness.ToString(CultureInfo.InvariantCulture),
        ReportCount.ToString(CultureInfo.InvariantCulture),
        Name));

    /// <summary>The key of a token; null for the first page.</summary>
    public static QueueKey? Parse(string token, QueueOrder order)
    {
        if (token.Length == 0)
            return null;
        var parts = PageToken.ReadText(token).Split(Separator);
        if (parts.Length == 7
            && Number(parts[0]) is { } stated && stated == (int)order
            && Number(parts[1]) is { } priority
            && Number(parts[2]) is { } due
            && Number(parts[3]) is { } opened
            && Number(parts[4]) is { } completeness
            && Number(parts[5]) is { } reports)
            return new QueueKey(order, (Priority)priority, Microseconds.ToTime(due), Microseconds.ToTime(opened), (int)completeness, (int)reports, parts[6]);
        throw new RefusedException(Refusal.Invalid("pageToken", "must be the next_page_token of the page before, in the same order", "PAGE_TOKEN_INVALID"));
    }

    // A thousand times the range of what is written: what a time can hold, and no overflow.
    private static long? Number(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value < 250_000_000_000_000_000 ? value : null;
}
