using Referrals.Common.V1;
using Xunit;

namespace Referrals.Triage.Tests.SetPriority;

public sealed class DueRulesTests
{
    private static readonly DateTimeOffset Opened = DateTimeOffset.UnixEpoch;

    [Theory]
    [InlineData("raised: within its time from now", Priority.P3Standard, Priority.P1Immediate, 72, 10, 1, 11)]
    [InlineData("raised when almost due: no later than before", Priority.P3Standard, Priority.P2Urgent, 72, 70, 8, 72)]
    [InlineData("lowered: within its time from the opening", Priority.P1Immediate, Priority.P3Standard, 1, 2, 72, 72)]
    [InlineData("lowered: no earlier than before", Priority.P2Urgent, Priority.P3Standard, 90, 2, 72, 90)]
    [InlineData("the same: as before", Priority.P2Urgent, Priority.P2Urgent, 8, 2, 8, 8)]
    public void A_change_of_priority_moves_the_due_time(string because, Priority from, Priority to, int due, int now, int within, int expected)
    {
        var moved = DueRules.AfterPriority(Opened.AddHours(due), Opened, Opened.AddHours(now), from, to, TimeSpan.FromHours(within));
        Assert.True(moved == Opened.AddHours(expected), because);
    }

    [Fact]
    public void A_question_moves_it_to_when_the_answer_is_due_or_else_by_the_whole_time()
    {
        Assert.Equal(Opened.AddDays(7), DueRules.AfterQuestion(Opened, Opened.AddDays(7), TimeSpan.FromHours(8)));
        Assert.Equal(Opened.AddHours(8), DueRules.AfterQuestion(Opened, null, TimeSpan.FromHours(8)));
    }
}
