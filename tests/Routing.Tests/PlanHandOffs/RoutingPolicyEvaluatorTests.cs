using FsCheck;
using FsCheck.Fluent;
using Referrals.Common.V1;
using Referrals.Contracts;
using Referrals.Routing.PlanHandOffs;
using Referrals.Routing.Policies;
using Xunit;

namespace Referrals.Routing.Tests.PlanHandOffs;

public sealed class RoutingPolicyEvaluatorTests
{
    [Fact]
    public void Every_condition_of_every_rule_is_told_also_after_one_that_did_not_hold()
    {
        var plan = RoutingPolicyEvaluator.Evaluate(Facts.Philippines, Facts.Case(IncidentType.Trafficking, "PH-00"));

        Assert.Equal(Facts.Philippines.Rules.Count, plan.Trace.Count);
        var ncr = plan.Trace.Single(trace => trace.Rule.Id == "ph-ncr-live-streamed");
        Assert.False(ncr.Matched);
        Assert.Equal([("country", true), ("region", true), ("incident_type", false)], ncr.Conditions.Select(condition => (condition.Name, condition.Held)));
        Assert.Equal(["LIVE_STREAMED"], ncr.Conditions[2].Expected);
        Assert.Equal(["TRAFFICKING"], ncr.Conditions[2].Actual);
        Assert.True(plan.Trace.Single(trace => trace.Rule.Id == "ph-contact-point").PassedOver);
        Assert.Equal("ph-trafficking", plan.RuleId);
    }

    [Theory]
    [InlineData(0, "", true, "shelter-a")]
    [InlineData(1, "FEMALE", true, "shelter-a")]
    [InlineData(1, "MALE", false, "shelter-b")]
    [InlineData(3, "MALE", true, "shelter-a")]
    [InlineData(2, "FEMALE MALE", true, "shelter-a")]
    public void A_shelter_for_girls_is_passed_over_only_when_it_is_certain_that_there_are_none(int children, string genders, bool offered, string first)
    {
        var facts = CaseFactsRules.Of("PH", Priority.P2Urgent, [Referral(children, genders)], ["us-ice"]);

        var plan = RoutingPolicyEvaluator.Evaluate(Facts.Philippines, facts);

        Assert.Equal(first, plan.Aftercare.Candidates[0].TeamId);
        Assert.Equal(offered ? [] : [("shelter-a", "DOES_NOT_TAKE")], plan.Aftercare.PassedOver.Select(team => (team.TeamId, team.Reason)));
    }

    [Fact]
    public void A_team_that_was_tried_is_not_asked_again_and_when_all_were_the_case_is_exhausted()
    {
        var facts = Facts.Case(IncidentType.ContactOffence);
        TriedTeam[] tried = [new(HandOffRole.Lead, "pnp-wcpc", "DECLINED_BEFORE"), new(HandOffRole.Lead, "nbi-ahtrad", "TIMED_OUT_BEFORE")];

        Assert.Equal(["doj-ooc"], RoutingPolicyEvaluator.Evaluate(Facts.Philippines, facts, tried).Lead.Candidates.Select(team => team.TeamId));
        var exhausted = RoutingPolicyEvaluator.Evaluate(Facts.Philippines, facts, [.. tried, new TriedTeam(HandOffRole.Lead, "doj-ooc", "DECLINED_BEFORE")]);
        Assert.Equal(OrphanReason.Exhausted, exhausted.OrphanReason);
    }

    [Theory]
    [InlineData("alpha", OrphanReason.SenderOnly)]
    [InlineData("us-ice", null)]
    public void A_case_that_only_its_sender_could_lead_is_left_to_an_officer(string sentBy, OrphanReason? reason) =>
        Assert.Equal(reason, RoutingPolicyEvaluator.Evaluate(Small(new PolicyTeam { Id = "alpha", Name = "Alpha" }), Facts.Case(IncidentType.Material, agency: sentBy)).OrphanReason);

    [Fact]
    public void A_team_that_accepts_nothing_now_is_passed_over()
    {
        var plan = RoutingPolicyEvaluator.Evaluate(Small(new PolicyTeam { Id = "alpha", Name = "Alpha", Accepting = false }), Facts.Case(IncidentType.Material));

        Assert.Equal(OrphanReason.NoTeam, plan.OrphanReason);
        Assert.Equal("NOT_ACCEPTING", Assert.Single(plan.Lead.PassedOver).Reason);
    }

    [Fact]
    public void A_teams_own_time_goes_before_the_rules_and_the_rules_before_the_policys()
    {
        var own = new Dictionary<Priority, TimeSpan> { [Priority.P1Immediate] = TimeSpan.FromMinutes(10) };
        var policy = Small(new PolicyTeam { Id = "alpha", Name = "Alpha", AcknowledgeWithin = own });
        TimeSpan Within(Priority priority) =>
            RoutingPolicyEvaluator.Evaluate(policy, Facts.Case(IncidentType.Material, priority: priority)).Lead.Candidates[0].AcknowledgeWithin;

        Assert.Equal(TimeSpan.FromMinutes(10), Within(Priority.P1Immediate));
        Assert.Equal(TimeSpan.FromMinutes(20), Within(Priority.P2Urgent));
        Assert.Equal(TimeSpan.FromMinutes(30), Within(Priority.P3Standard));
    }

    [Fact]
    public void A_plan_never_names_a_lead_that_is_the_sender()
    {
        var agencies = Gen.Elements("nbi", "pnp", "doj", "dswd", "uk-nca", "afp", "nbi-ahtrad", "pnp-wcpc", "picacc", "us-ice");
        var cases =
            from type in Gen.Elements(System.Enum.GetValues<IncidentType>()[1..])
            from region in Gen.Elements("", "PH-00", "PH-03", "PH-06", "PH-07", "PH-10", "PH-11")
            from senders in agencies.ArrayOf(3)
            from priority in Gen.Elements(System.Enum.GetValues<Priority>()[1..])
            select Facts.Case(type, region, priority: priority) with { AgencyIds = [.. senders.Distinct()] };

        Prop.ForAll(cases.ToArbitrary(), facts =>
        {
            var plan = RoutingPolicyEvaluator.Evaluate(Facts.Philippines, facts);
            var leads = plan.Lead.Candidates.Select(candidate => Facts.Philippines.Teams[candidate.TeamId]).ToList();
            return leads.TrueForAll(team => !facts.AgencyIds.Contains(team.Id) && !team.Members.All(member => facts.AgencyIds.Contains(member.Agency)))
                && leads.Count == 0 == (plan.OrphanReason is not null);
        }).QuickCheckThrowOnFailure();
    }

    private static PolicyDocument Small(PolicyTeam team)
    {
        static Dictionary<Priority, TimeSpan> All(int minutes) => System.Enum.GetValues<Priority>()[1..].ToDictionary(priority => priority, _ => TimeSpan.FromMinutes(minutes));
        var times = new PolicyTimes(new Dictionary<Priority, TimeSpan> { [Priority.P2Urgent] = TimeSpan.FromMinutes(20) }, new Dictionary<Priority, TimeSpan>());
        var rule = new PolicyRule { Id = "all", When = new RuleConditions(), Lead = [team.Id], Times = times };
        return new PolicyDocument("small", default, new Dictionary<string, PolicyTeam> { [team.Id] = team }, [rule], new PolicyTimes(All(30), All(60)), "", "");
    }

    private static ReferralMetadata Referral(int children, string genders) => Service.Cases.Referral("us-ice", IncidentType.ContactOffence, "") with
    {
        ChildCount = children,
        ChildGenders = [.. genders.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(name => Words<Gender>.Parse(name)!.Value)],
    };
}
