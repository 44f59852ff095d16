namespace Referrals.Platform.Delivery;

/// <summary>
/// What a listener that answers and does not have an event says of the event. A queue hands over in the order in which it was filled, so what was
/// sent well before something that has arrived is not on its way any more. What was sent again is in the queue twice, and nobody knows which of the
/// two has arrived: it tells of those only that stood before it in the outbox, which were before it both times. While nothing newer has
/// arrived the newest is sent again, alone: a queue that is only long is not made longer by all that is in it.
/// </summary>
internal static class DeliveryRules
{
    private const int MostDoublings = 6;

    /// <summary>What is lost: sent again at once.</summary>
    /// <param name="lacking">What the listener does not have.</param>
    /// <param name="arrived">What it is known to have; those that tell something suffice.</param>
    /// <param name="after">How much older than what has arrived a lost one is; doubled each time that it was sent again.</param>
    public static IReadOnlyList<SentEvent> Lost(IReadOnlyList<SentEvent> lacking, IReadOnlyList<SentEvent> arrived, TimeSpan after) =>
        [.. lacking.Where(sent => arrived.Any(other => other.Position > sent.Position && sent.SentAt + Patience(sent, after) < other.SentAt))];

    /// <summary>Those that tell something which no other tells: behind each of them in the outbox nothing was sent later.</summary>
    public static IReadOnlyList<SentEvent> Telling(IEnumerable<SentEvent> arrived)
    {
        var telling = new List<SentEvent>();
        foreach (var one in arrived.OrderByDescending(one => one.Position))
        {
            if (telling.Count == 0 || telling[^1].SentAt < one.SentAt)
                telling.Add(one);
        }

        return telling;
    }

    /// <summary>What is sent again to see whether anything arrives: the newest, which tells of all others; null when nothing is overdue.</summary>
    public static SentEvent? Probe(IReadOnlyList<SentEvent> lacking, DateTimeOffset now, TimeSpan after) =>
        lacking.Where(sent => sent.SentAt + Patience(sent, after) < now).MaxBy(sent => sent.Position);

    private static TimeSpan Patience(SentEvent sent, TimeSpan after) => after * (1 << Math.Min(sent.SentAgain, MostDoublings));
}
