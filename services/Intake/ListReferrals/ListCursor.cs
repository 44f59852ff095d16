using System.Globalization;
using Referrals.Platform;
using Referrals.Platform.Commands;
using Referrals.Platform.Storage;

namespace Referrals.Intake.ListReferrals;

/// <summary>The last referral of a page.</summary>
public sealed record ListCursor(DateTimeOffset ReceivedAt, string Id)
{
    public string Write(string fingerprint) => PageToken.WriteText(string.Create(CultureInfo.InvariantCulture, $"{fingerprint}|{Microseconds.From(ReceivedAt)}|{Id}"));

    /// <summary>Null when it is none of ours, or of other filters.</summary>
    public static ListCursor? Read(string token, string fingerprint)
    {
        try
        {
            return PageToken.ReadText(token).Split('|') is [var filters, var time, var id]
                && filters == fingerprint
                && long.TryParse(time, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var microseconds)
                && Microseconds.ToTimeOrNull(microseconds) is { } receivedAt
                && Ids.IsValid("ref", id)
                ? new ListCursor(receivedAt, id)
                : null;
        }
        catch (RefusedException)
        {
            return null;
        }
    }
}
