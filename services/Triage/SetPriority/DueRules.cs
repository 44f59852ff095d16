using Referrals.Common.V1;

namespace Referrals.Triage;

/// <summary>When a decision is due, in business time.</summary>
public static class DueRules
{
    /// <summary>
    /// After a change of priority: a more urgent case is due within its time from now, never later than before;
    /// a less urgent one within its time from when it was opened, never earlier than before.
    /// </summary>
    public static DateTimeOffset AfterPriority(DateTimeOffset due, DateTimeOffset openedAt, DateTimeOffset now, Priority from, Priority to, TimeSpan within) =>
        to < from ? Earlier(due, now + within)
        : to > from ? Later(due, openedAt + within)
        : due;

    /// <summary>After a question to the sender: when the answer is due, or else the case's whole time from now.</summary>
    public static DateTimeOffset AfterQuestion(DateTimeOffset now, DateTimeOffset? answerBy, TimeSpan within) => answerBy ?? now + within;

    private static DateTimeOffset Earlier(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;
}
