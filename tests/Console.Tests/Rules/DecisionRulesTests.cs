using Referrals.Common.V1;
using Referrals.Console.DecideCase;
using Referrals.Console.Words;

namespace Referrals.Console.Tests.Rules;

public sealed class DecisionRulesTests
{
    private static readonly Texts Texts = new();

    [Theory]
    [InlineData(DecisionChoice.HandOff, "", JustificationCode.DeskPolicy, "", true)]
    [InlineData(DecisionChoice.HandOff, "", JustificationCode.Unspecified, "", false)]
    [InlineData(DecisionChoice.HandOff, "other-team", JustificationCode.DeskPolicy, "", false)]
    [InlineData(DecisionChoice.HandOff, "other-team", JustificationCode.DeskPolicy, "because", true)]
    [InlineData(DecisionChoice.HandOff, "", JustificationCode.OfficerJudgement, "", false)]
    [InlineData(DecisionChoice.HandOff, "suggested", JustificationCode.DeskPolicy, "", true)]
    public void A_hand_off_needs_a_reason_and_an_override_a_note(DecisionChoice choice, string team, JustificationCode reason, string note, bool allowed) =>
        Assert.Equal(allowed, DecisionRules.Check(new DecisionForm { Choice = choice, LeadTeam = team, HandOffReason = reason, Note = note }, "suggested", Texts).Count == 0);

    [Theory, InlineData("", false), InlineData(null, true)]
    public void Without_a_team_a_hand_off_is_sent_unless_the_policy_is_known_to_name_none(string? suggested, bool allowed) =>
        Assert.Equal(allowed, DecisionRules.Check(new DecisionForm { Choice = DecisionChoice.HandOff, HandOffReason = JustificationCode.DeskPolicy }, suggested, Texts).Count == 0);

    [Fact]
    public void Nothing_is_sent_without_a_choice() => Assert.Single(DecisionRules.Check(new DecisionForm(), "suggested", Texts));

    [Fact]
    public void Every_rejection_is_read_back_from_the_form_and_from_a_draft()
    {
        foreach (var rejection in Rejection.All)
        {
            var form = new DecisionForm { Choice = DecisionChoice.Reject, Rejection = rejection, RejectReason = JustificationCode.LeadsExhausted, Note = "why" };

            Assert.Equal(rejection, Rejection.Read(rejection.Value));
            var again = new DecisionForm().With(form.ToDraft());
            Assert.Equal((form.Choice, form.Rejection, form.RejectReason, form.Note), (again.Choice, again.Rejection, again.RejectReason, again.Note));
        }
    }
}
