using Referrals.Common.V1;

namespace Referrals.Routing.Policies;

/// <summary>Times by priority: to acknowledge, and to let the sender hear what became of it.</summary>
internal sealed record PolicyTimes(IReadOnlyDictionary<Priority, TimeSpan> AcknowledgeWithin, IReadOnlyDictionary<Priority, TimeSpan> FeedbackWithin)
{
    public static PolicyTimes None { get; } = new(new Dictionary<Priority, TimeSpan>(), new Dictionary<Priority, TimeSpan>());
}
