using System.Globalization;
using Referrals.Console.Calls;

namespace Referrals.Console.Words;

/// <summary>Why something was not done, in words: who, when, what.</summary>
public static class TroubleWords
{
    /// <param name="trouble">What was not done.</param>
    /// <param name="texts">The texts of the pages.</param>
    /// <param name="me">Who reads it, as <c>officer/okoro</c>: what they did themselves they are told as "You".</param>
    public static string Of(Trouble trouble, Texts texts, string me = "") => trouble.Reason switch
    {
        "ALREADY_CLAIMED" => texts["{0} holds this case until {1}. It was not claimed for you.", trouble.Value("holderDisplayName"), Clock(trouble.Value("leaseUntil"))],
        "CLAIM_LOST" when trouble.Value("holderDisplayName") is { Length: > 0 } holder =>
            texts["Your claim has ended; {0} holds this case until {1}. What you typed is kept below. Nothing was sent.", holder, Clock(trouble.Value("leaseUntil"))],
        "CLAIM_LOST" => texts["Your claim has ended. What you typed is kept below. Nothing was sent. Claim the case and record again."],
        "VERSION_CHANGED" when trouble.Value("changedAt") is { Length: > 0 } => texts["{0} at {1}: {2}. What you typed is kept below. Nothing was sent. Look again and decide.",
            Actor(trouble.Value("changedBy"), me, texts), Clock(trouble.Value("changedAt")), Change(trouble.Value("change"), texts)],
        "ALREADY_DECIDED" => texts["{0} decided this at {1}: {2}. What you typed is kept below. Nothing was sent twice.",
            Actor(trouble.Value("changedBy"), me, texts), Clock(trouble.Value("changedAt")), Change(trouble.Value("change"), texts)],
        "NOT_THE_SAME" => texts["An officer said that they are not the same, and that is permanent. Only a split that was an error is taken back: choose the reason Correction."],
        "TOO_LATE" => texts["It is too late to undo this: it was offered, or something followed it."],
        _ when trouble.IsUnknown => texts["The exchange did not answer, so it is not known whether this was recorded. Record again: it is done once, however often it is sent."],
        _ when trouble.Fields.Count > 0 => texts["Not done. {0}", string.Join("; ", trouble.Fields.Select(field => field.Description))],
        _ => texts["Not done: {0}", trouble.Text],
    };

    private static string Actor(string principal, string me, Texts texts) =>
        principal.Length == 0 ? texts["Exchange"] : principal == me ? texts["You"] : principal[(principal.IndexOf('/', StringComparison.Ordinal) + 1)..];

    private static string Clock(string time) =>
        DateTimeOffset.TryParse(time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var read) ? Show.TimeOfDay(read) : time;

    private static string Change(string code, Texts texts) => texts.Known($"change {code}") ?? code.ToLowerInvariant().Replace('_', ' ');
}
