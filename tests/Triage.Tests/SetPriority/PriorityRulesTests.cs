using Referrals.Common.V1;
using Xunit;

namespace Referrals.Triage.Tests.SetPriority;

public sealed class PriorityRulesTests
{
    [Theory]
    [InlineData(IncidentType.LiveStreamed, Priority.P2Urgent, PriorityReason.LiveAbuse)]
    [InlineData(IncidentType.Trafficking, Priority.P2Urgent, PriorityReason.IncidentType)]
    [InlineData(IncidentType.TravellingOffender, Priority.P2Urgent, PriorityReason.IncidentType)]
    [InlineData(IncidentType.ContactOffence, Priority.P3Standard, PriorityReason.IncidentType)]
    [InlineData(IncidentType.OnlineEnticement, Priority.P3Standard, PriorityReason.IncidentType)]
    [InlineData(IncidentType.Sextortion, Priority.P3Standard, PriorityReason.IncidentType)]
    [InlineData(IncidentType.Material, Priority.P3Standard, PriorityReason.Default)]
    [InlineData(IncidentType.Other, Priority.P3Standard, PriorityReason.Default)]
    public void An_incident_type_alone_calls_for(IncidentType type, Priority priority, PriorityReason reason) =>
        Assert.Equal(new Assessment(priority, reason), PriorityRules.OfReferral(A.Referral(type)));

    [Theory]
    [InlineData(IncidentType.Other)]
    [InlineData(IncidentType.Material)]
    [InlineData(IncidentType.LiveStreamed)]
    public void A_child_at_immediate_risk_is_P1_whatever_is_reported(IncidentType type) => Assert.Equal(
        new Assessment(Priority.P1Immediate, PriorityReason.ChildAtImmediateRisk),
        PriorityRules.OfReferral(A.Referral(type) with { ChildAtImmediateRisk = true, Completeness = 0 }));

    [Theory]
    [InlineData(1, null, Priority.P2Urgent)]
    [InlineData(0, "PH-07", Priority.P2Urgent)]
    [InlineData(0, null, Priority.P3Standard)]
    public void A_contact_offence_is_urgent_once_a_subject_or_a_place_is_known(int subjects, string? region, Priority priority) => Assert.Equal(
        priority, PriorityRules.OfReferral(A.Referral(IncidentType.ContactOffence) with { SubjectCount = subjects, Region = region }).Priority);

    [Theory]
    [InlineData(IncidentType.OnlineEnticement)]
    [InlineData(IncidentType.Sextortion)]
    public void Enticement_and_extortion_are_urgent_once_a_child_is_named(IncidentType type) =>
        Assert.Equal(Priority.P2Urgent, PriorityRules.OfReferral(A.Referral(type) with { ChildCount = 1 }).Priority);

    [Fact]
    public void A_report_of_a_known_file_and_nothing_else_is_kept_in_view_however_complete() => Assert.Equal(
        new Assessment(Priority.P4Monitor, PriorityReason.KnownMaterial), PriorityRules.OfReferral(A.HashOnly() with { Completeness = 100 }));

    [Fact]
    public void A_report_of_a_known_file_that_names_more_is_not_drowned()
    {
        Assert.Equal(Priority.P3Standard, PriorityRules.OfReferral(A.HashOnly() with { ChildCount = 1 }).Priority);
        Assert.Equal(Priority.P3Standard, PriorityRules.OfReferral(A.HashOnly() with { SubjectCount = 1 }).Priority);
        Assert.Equal(
            Priority.P3Standard,
            PriorityRules.OfReferral(A.HashOnly() with { IdentifierTypes = [IdentifierType.FileHash, IdentifierType.Account] }).Priority);
        Assert.Equal(Priority.P1Immediate, PriorityRules.OfReferral(A.HashOnly() with { ChildAtImmediateRisk = true }).Priority);
    }

    [Fact]
    public void The_referral_of_S1_is_P2_or_higher() => Assert.True(PriorityRules.OfReferral(A.S1Referral()).Priority <= Priority.P2Urgent);

    [Theory]
    [InlineData(Priority.P1Immediate, Priority.P1Immediate)]
    [InlineData(Priority.P2Urgent, Priority.P2Urgent)]
    [InlineData(Priority.P3Standard, Priority.P2Urgent)]
    [InlineData(Priority.P4Monitor, Priority.P4Monitor)]
    public void Several_agencies_make_a_usual_matter_urgent_but_not_a_viral_file(Priority alone, Priority together)
    {
        var strongest = new Assessment(alone, PriorityReason.Default);
        Assert.Equal(strongest, PriorityRules.OfCase(strongest, 1));
        Assert.Equal(together, PriorityRules.OfCase(strongest, 2).Priority);
    }

    [Fact]
    public void What_an_officer_set_stays_while_nothing_new_calls_for_more()
    {
        var officers = new Assessment(Priority.P4Monitor, PriorityReason.OfficerDecision);
        var known = new Assessment(Priority.P2Urgent, PriorityReason.LiveAbuse);

        Assert.Equal(officers, PriorityRules.AfterNewFacts(officers, known, known, Priority.P2Urgent, known));
    }

    [Theory]
    [InlineData(null, Priority.P2Urgent, Priority.P2Urgent)]
    [InlineData(Priority.P3Standard, Priority.P2Urgent, Priority.P2Urgent)]
    [InlineData(Priority.P2Urgent, Priority.P1Immediate, Priority.P1Immediate)]
    [InlineData(Priority.P2Urgent, Priority.P3Standard, Priority.P3Standard)]
    [InlineData(null, Priority.P4Monitor, Priority.P3Standard)]
    public void What_an_officer_set_gives_way_to_a_referral_that_says_more_than_it_did(Priority? before, Priority now, Priority expected)
    {
        var officers = new Assessment(Priority.P3Standard, PriorityReason.OfficerDecision);
        var known = new Assessment(Priority.P2Urgent, PriorityReason.LiveAbuse);
        var referral = new Assessment(now, PriorityReason.LiveAbuse);

        Assert.Equal(expected, PriorityRules.AfterNewFacts(officers, known, Assessment.MostUrgent(known, referral), before, referral).Priority);
    }
}
