using Grpc.Core;
using Referrals.Common.V1;
using Referrals.Routing.LoadPolicy;
using Referrals.Routing.V1;
using Referrals.Testing;
using Xunit;

namespace Referrals.Routing.Tests.Service;

public sealed class PolicyTests
{
    private static readonly string Shipped = File.ReadAllText(Repository.File("deploy", "policies", "routing", "philippines.yaml"));

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_changed_file_comes_into_force_and_a_broken_one_does_not(StoreKind kind)
    {
        using var directory = new TempDirectory();
        var file = directory.File("policy.yaml");
        await File.WriteAllTextAsync(file, Shipped);
        await using var routing = await RoutingUnderTest.StartAsync(kind, configuration: ("Policies:Routing", directory.Path));
        var @operator = routing.As(Callers.Operator);
        Assert.Equal("ph-2020.1", Assert.Single(await routing.RecordsAsync("policy_loaded")).GetProperty("policyVersion").GetString());

        await File.WriteAllTextAsync(file, Shipped.Replace("lead: [doj-ooc, nbi-ahtrad", "lead: [doj-ooc, nobody", StringComparison.Ordinal));
        var refused = await Assert.ThrowsAsync<RpcException>(async () => await @operator.ReloadPolicyAsync(new ReloadPolicyRequest { RequestId = RoutingUnderTest.NewRequest() }));
        var line = Shipped.Split('\n').ToList().FindIndex(text => text.Contains("lead: [doj-ooc, nbi-ahtrad", StringComparison.Ordinal)) + 1;
        Assert.Contains($"policy.yaml:{line}:", refused.Status.Detail, StringComparison.Ordinal);
        var checkedOnly = await @operator.ReloadPolicyAsync(new ReloadPolicyRequest { RequestId = RoutingUnderTest.NewRequest(), ValidateOnly = true });
        Assert.Equal((line, "UNKNOWN_TEAM"), Assert.Single(checkedOnly.Problems) is var problem ? (problem.Line, problem.Reason) : default);
        Assert.Equal("ph-2020.1", checkedOnly.Policy.Version);

        await File.WriteAllTextAsync(file, Shipped.Replace("ph-2020.1", "ph-2020.2", StringComparison.Ordinal));
        await Eventually.Async(async () => (await @operator.GetPolicyAsync(new GetPolicyRequest())).Policy.Version == "ph-2020.2");
        Assert.Equal("ph-2020.1", (await @operator.GetPolicyAsync(new GetPolicyRequest { Version = "ph-2020.1" })).Policy.Version);
        Assert.Equal("NotFound NOT_FOUND", await RoutingUnderTest.RefusalAsync(@operator.GetPolicyAsync(new GetPolicyRequest { Version = "ph-1999" })));
        Assert.Equal(2, (await routing.RecordsAsync("policy_loaded")).Count);
        Assert.False((await @operator.ReloadPolicyAsync(new ReloadPolicyRequest { RequestId = RoutingUnderTest.NewRequest() })).Changed);
    }

    [Theory]
    [InlineData("version: ph-2020.1", "versoin: ph-2020.1", "policy.yaml:6:")]
    [InlineData("effectiveFrom: 2020-01-01", "effectiveFrom: 2100-01-01", "in force")]
    public async Task With_a_broken_policy_the_process_does_not_start_and_says_where(string right, string wrong, string said)
    {
        using var directory = new TempDirectory();
        await File.WriteAllTextAsync(directory.File("policy.yaml"), Shipped.Replace(right, wrong, StringComparison.Ordinal));

        var refused = await Assert.ThrowsAsync<InvalidPolicyException>(() => RoutingUnderTest.StartAsync(StoreKind.Sqlite, configuration: ("Policies:Routing", directory.Path)));

        Assert.Contains(said, refused.Message, StringComparison.Ordinal);
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task An_explanation_names_the_rule_and_each_condition_of_a_case_that_was_routed(StoreKind kind)
    {
        await using var routing = await RoutingUnderTest.StartAsync(kind);
        var countryCase = await routing.AcceptAsync(Priority.P2Urgent, Cases.Referral("uk-nca", IncidentType.LiveStreamed));

        var explanation = (await routing.Officer().ExplainAsync(new ExplainRequest { CountryCase = countryCase })).Explanation;

        Assert.Equal(("ph-2020.1", "ph-07-live-streamed"), (explanation.PolicyVersion, explanation.RuleId));
        Assert.All(explanation.Trials.Single(trial => trial.Matched && !trial.PassedOver).Conditions, condition => Assert.True(condition.Held));
        Assert.Equal(["nbi-ahtrad", "ngo-partner", "dswd-ro7"], explanation.Planned.Select(planned => planned.TeamId));
        Assert.Equal(["pnp-wcpc", "doj-ooc"], explanation.Planned[0].NextTeamIds);
        Assert.Equal("NotFound NOT_FOUND", await RoutingUnderTest.RefusalAsync(routing.Officer("th").ExplainAsync(new ExplainRequest { CountryCase = countryCase })));
        Assert.Equal("NotFound NOT_FOUND", await RoutingUnderTest.RefusalAsync(routing.Officer().ExplainAsync(new ExplainRequest { CountryCase = "cases/none/countries/PH" })));
    }

    [Fact]
    public async Task A_case_that_does_not_exist_can_be_explained_with_a_draft_too()
    {
        await using var routing = await RoutingUnderTest.StartAsync(StoreKind.Sqlite);
        var request = new ExplainRequest
        {
            Hypothetical = new HypotheticalCase { Country = "PH", IncidentTypes = { IncidentType.Other }, Priority = Priority.P3Standard, AgencyIds = { "doj" } },
        };

        var explanation = (await routing.Officer().ExplainAsync(request)).Explanation;
        Assert.Equal(("nbi-ahtrad", "doj-ooc IS_SENDER"), (explanation.Planned[0].TeamId, $"{explanation.Planned[0].Skipped[0].TeamId} {explanation.Planned[0].Skipped[0].Reason}"));

        request.DraftPolicy = Shipped.Replace("lead: [doj-ooc, nbi-ahtrad, pnp-wcpc]", "lead: [pnp-wcpc]", StringComparison.Ordinal);
        Assert.Equal("pnp-wcpc", (await routing.Officer().ExplainAsync(request)).Explanation.Planned[0].TeamId);
        request.DraftPolicy = "version: [";
        Assert.Equal("InvalidArgument INVALID_ARGUMENT", await RoutingUnderTest.RefusalAsync(routing.Officer().ExplainAsync(request)));
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_draft_is_run_over_past_cases_and_what_would_change_is_listed(StoreKind kind)
    {
        await using var routing = await RoutingUnderTest.StartAsync(kind);
        var online = await routing.AcceptAsync(Priority.P2Urgent, Cases.Referral("us-ice", IncidentType.OnlineEnticement));
        await routing.AcceptAsync(Priority.P2Urgent, Cases.Referral("uk-nca", IncidentType.LiveStreamed));
        var request = new SimulateRequest { DraftPolicy = Shipped.Replace("lead: [pnp-acg-racu7, pnp-wcpc, nbi-ahtrad]", "lead: [picacc]", StringComparison.Ordinal) };

        var simulated = await routing.Officer().SimulateAsync(request);

        Assert.Equal((2, 1), (simulated.Examined, simulated.Changed));
        var change = Assert.Single(simulated.Changes);
        Assert.Equal((online, "pnp-acg-racu7", "picacc"), (change.CountryCase, change.LeadTeamBefore, change.LeadTeamAfter));
        Assert.Equal(0, (await routing.Officer("th").SimulateAsync(request)).Examined);
        request.DraftPolicy = "rules: 1";
        Assert.NotEmpty((await routing.As(Callers.Operator).SimulateAsync(request)).Problems);
        Assert.Equal(2, (await routing.StandingAsync(online)).Length);
    }
}
