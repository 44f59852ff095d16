using Referrals.Common.V1;
using Referrals.Console.Words;
using Referrals.Routing.V1;

namespace Referrals.Console.ReceiveHandOffs;

/// <summary>A row of the inbox in words; the same for the page and for news of it.</summary>
public static class InboxWords
{
    /// <summary>What a hand-off says for its rule that a team passed on.</summary>
    private const string TransferRule = "transfer";

    public static string Holder(HandOff handOff, Texts texts) => handOff.Holder.Length > 0 ? handOff.Holder : texts["No one yet"];

    /// <summary>How much came since the team last acknowledged or recorded; empty for nothing.</summary>
    public static string Unread(HandOff handOff, Texts texts) => handOff.NewInformation > 0 ? texts["{0} new", handOff.NewInformation] : "";

    /// <summary>When the team must do something next; null for never.</summary>
    public static DateTimeOffset? Due(HandOff handOff) =>
        (handOff.State == HandOffState.Offered ? handOff.AcknowledgeBy : handOff.FeedbackDueAt)?.ToDateTimeOffset();

    /// <summary>That time, and what must be done by then where that is not to acknowledge; a dash for nothing.</summary>
    public static string DueExact(HandOff handOff, Texts texts) =>
        handOff.State == HandOffState.Offered ? Show.Time(handOff.AcknowledgeBy)
        : handOff.FeedbackDueAt is null ? "–"
        : texts["Feedback by {0}", Show.Time(handOff.FeedbackDueAt)];

    /// <summary>Who is offered it when this team does not take it. Only a lead that nobody takes goes back to an officer.</summary>
    /// <param name="handOff">The hand-off.</param>
    /// <param name="next">Name of the next team of the policy; null for none.</param>
    /// <param name="texts">The words.</param>
    public static string Next(HandOff handOff, string? next, Texts texts) =>
        next
        ?? (handOff.RuleId == TransferRule ? texts["no one: it stays with the team that passes it on"]
            : handOff.Role == HandOffRole.Lead ? texts["an officer"]
            : texts["no one"]);

    /// <summary>Whether a view of the inbox shows it.</summary>
    public static bool IsIn(string shown, HandOff handOff) => shown switch
    {
        "offered" => handOff.State == HandOffState.Offered,
        "overdue" => IsActive(handOff) && (handOff.FeedbackOverdue || handOff.OpenTasks.Any(task => task.Overdue)),
        "ended" => !IsActive(handOff),
        _ => IsActive(handOff),
    };

    /// <summary>Whether somebody who looks at a view that does not list it should: it is new, or has news. What a colleague did is none.</summary>
    public static bool IsNews(string shown, HandOff handOff) =>
        shown != "ended" && IsIn(shown, handOff) && (handOff.State == HandOffState.Offered || handOff.NewInformation > 0);

    private static bool IsActive(HandOff handOff) => handOff.State is HandOffState.Offered or HandOffState.Acknowledged or HandOffState.InProgress;
}
