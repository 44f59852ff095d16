using Google.Protobuf.WellKnownTypes;
using Referrals.Common.V1;
using Referrals.Console.ReceiveHandOffs;
using Referrals.Console.Words;
using Referrals.Routing.V1;

namespace Referrals.Console.Tests.Rules;

public sealed class InboxWordsTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    // What a colleague did is told in its row, and is no news to somebody whose page does not have that row.
    [Theory]
    [InlineData("", HandOffState.Offered, 0, true, true)]
    [InlineData("", HandOffState.Acknowledged, 0, true, false)]
    [InlineData("", HandOffState.InProgress, 2, true, true)]
    [InlineData("", HandOffState.Declined, 0, false, false)]
    [InlineData("", HandOffState.TimedOut, 1, false, false)]
    [InlineData("offered", HandOffState.Offered, 0, true, true)]
    [InlineData("offered", HandOffState.Acknowledged, 1, false, false)]
    [InlineData("overdue", HandOffState.Offered, 0, false, false)]
    [InlineData("ended", HandOffState.Completed, 0, true, false)]
    [InlineData("ended", HandOffState.Offered, 0, false, false)]
    public void A_view_has_what_it_says_and_only_what_is_new_or_has_news_waits_behind_its_line(string shown, HandOffState state, int news, bool isIn, bool isNews)
    {
        var handOff = new HandOff { State = state, NewInformation = news };

        Assert.Equal((isIn, isNews), (InboxWords.IsIn(shown, handOff), InboxWords.IsNews(shown, handOff)));
    }

    [Theory]
    [InlineData(HandOffRole.Lead, "ph-cebu", "Next team", "Next team")]
    [InlineData(HandOffRole.Lead, "ph-cebu", null, "an officer")]
    [InlineData(HandOffRole.Support, "ph-cebu", null, "no one")]
    [InlineData(HandOffRole.Aftercare, "ph-cebu", null, "no one")]
    [InlineData(HandOffRole.Lead, "transfer", null, "no one: it stays with the team that passes it on")]
    public void A_team_is_told_who_is_offered_what_it_does_not_take(HandOffRole role, string rule, string? next, string words) =>
        Assert.Equal(words, InboxWords.Next(new HandOff { Role = role, RuleId = rule }, next, new Texts()));

    [Fact]
    public void What_is_overdue_is_in_its_view_until_it_has_ended()
    {
        var late = new HandOff { State = HandOffState.InProgress, FeedbackOverdue = true };
        var task = new HandOff { State = HandOffState.Acknowledged, OpenTasks = { new HandOffTask { Overdue = true } } };
        var ended = new HandOff { State = HandOffState.Completed, FeedbackOverdue = true };

        Assert.Equal([true, true, false], new[] { late, task, ended }.Select(handOff => InboxWords.IsIn("overdue", handOff)));
    }

    [Fact]
    public void A_clock_is_to_acknowledge_then_to_give_feedback_then_none()
    {
        var texts = new Texts();
        var offered = new HandOff { State = HandOffState.Offered, AcknowledgeBy = Noon.ToTimestamp() };
        var held = new HandOff { State = HandOffState.Acknowledged, AcknowledgeBy = Noon.ToTimestamp(), FeedbackDueAt = Noon.AddDays(30).ToTimestamp() };
        var ended = new HandOff { State = HandOffState.Completed, AcknowledgeBy = Noon.ToTimestamp() };

        Assert.Equal([Noon, Noon.AddDays(30), null], new[] { offered, held, ended }.Select(InboxWords.Due));
        Assert.Equal([Show.Time(Noon), $"Feedback by {Show.Time(Noon.AddDays(30))}", "–"], new[] { offered, held, ended }.Select(handOff => InboxWords.DueExact(handOff, texts)));
    }
}
