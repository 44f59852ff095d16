namespace Referrals.Platform.Delivery;

/// <summary>
/// What a listener that answers and does not have an event says of the event. A queue hands over in the order in which it was filled, so what was
/// sent well before something that has arrived is not on its way any more. While nothing newer has arrived the oldest is sent again, alone:
/// a queue that is only long is not made longer by all that is in it.
/// </summary>
internal static class DeliveryRules
{
    private const int MostDoublings = 6;

    /// <summary>What is lost: sent again at once.</summary>
    /// <param name="lacking">What the listener does not have, oldest first.</param>
    /// <param name="arrived">When the newest was sent that it has; null when none is known.</param>
    /// <param name="after">How much older than that a lost one is; doubled each time that it was sent again.</param>
    public static IReadOnlyList<SentEvent> Lost(IReadOnlyList<SentEvent> lacking, DateTimeOffset? arrived, TimeSpan after) =>
        [.. lacking.Where(sent => sent.SentAt + Patience(sent, after) < arrived)];

    /// <summary>What is sent again to see whether anything arrives; null when nothing is overdue.</summary>
    public static SentEvent? Probe(IReadOnlyList<SentEvent> lacking, DateTimeOffset now, TimeSpan after) =>
        lacking.FirstOrDefault(sent => sent.SentAt + Patience(sent, after) < now);

    private static TimeSpan Patience(SentEvent sent, TimeSpan after) => after * (1 << Math.Min(sent.SentAgain, MostDoublings));
}
