using Referrals.Cli.Replay;
using Referrals.Cli.Replay.Acting;
using Referrals.Cli.Replay.Reading;
using Xunit;

namespace Referrals.Cli.Tests.Replay;

public sealed class ScenarioReaderTests
{
    private const string Head = """
        id: s99
        title: An example
        steps:

        """;

    [Fact]
    public void A_step_has_a_time_or_that_of_the_step_before()
    {
        var scenario = Read(Head + """
            - { step: one, at: 2021-03-01T09:00Z, do: wait }
            - { step: two, do: wait }
            """);
        Assert.Equal(scenario.Steps[0].At, scenario.Steps[1].At);
        Assert.Equal(new DateTimeOffset(2021, 3, 1, 9, 0, 0, TimeSpan.Zero), scenario.Steps[0].At);
    }

    [Fact]
    public void A_loop_is_its_steps_once_for_each_item()
    {
        var scenario = Read(Head + """
            - for: op
              in:
                - { n: "01", at: 2021-03-01T09:00Z, who: nbi }
                - { n: "02", at: 2021-03-02T09:00Z, who: pnp }
              steps:
                - { step: ack-$(op.n), at: $(op.at), as: team/picacc@$(op.who), do: acknowledge, of: op-$(op.n), team: picacc, reference: P-$(op.n) }
            """);
        Assert.Equal(["ack-01", "ack-02"], scenario.Steps.Select(step => step.Id));
        Assert.Equal("team/picacc@pnp", scenario.Steps[1].As);
        Assert.Equal("P-02", Assert.IsType<AcknowledgeAction>(scenario.Steps[1].Action).Reference);
    }

    [Theory]
    [InlineData("- { step: a, at: 2021-03-01, do: dance }", 4, "'dance' is not something that a step does")]
    [InlineData("- { step: a, at: 2021-03-01, do: wait, colour: red }", 4, "'colour' is not known here")]
    [InlineData("- { step: a, do: wait }", 4, "'at'")]
    [InlineData("- { step: a, at: soon, do: wait }", 4, "'at' must be a time")]
    [InlineData("- { step: a, at: 2021-03-02, do: wait }\n- { step: b, at: 2021-03-01, do: wait }", 5, "time never goes back")]
    [InlineData("- { step: a, at: 2021-03-02, do: wait }\n- { step: a, do: wait }", 5, "already")]
    [InlineData("- { step: a b, at: 2021-03-02, do: wait }", 4, "'step' must be")]
    [InlineData("- { step: a, at: 2021-03-02, do: accept, of: tip, justification: CHILD_AT_RISK }", 4, "'as' is required")]
    [InlineData("- { step: a, at: 2021-03-02, as: officer/x, do: accept, of: tip }", 4, "'justification' is required")]
    [InlineData("- { step: a, at: 2021-03-02, as: officer/x, do: accept, of: tip, justification: BECAUSE }", 4, "'justification' must be one of CHILD_AT_RISK")]
    [InlineData("- { step: $(op), at: 2021-03-02, do: wait }", 4, "not defined here")]
    [InlineData("- step: a\n  at: 2021-03-02\n  do: wait\n  expect:\n    - { says: it is, as: officer/x, check: luck }", 8, "'luck' is not something that is checked")]
    [InlineData("- step: a\n  at: 2021-03-02\n  do: wait\n  expect:\n    - { says: it is, check: countries, of: tip, count: 2 }", 8, "who looks?")]
    [InlineData("- step: a\n  at: 2021-03-02\n  do: wait\n  expect:\n    - { says: it is, as: agency/x, check: countries, of: tip, counts: 2 }", 8, "'counts' is not known here")]
    [InlineData("- step: a\n  at: 2021-03-02\n  as: agency/x\n  do: submit\n  name: tip\n  referral:\n    agencyReference: S\n    incidentTypes: MATERIAL", 10, "referral.incidentTypes")]
    [InlineData("- step: a\n  at: 2021-03-02\n  as: agency/x\n  do: submit\n  name: tip\n  referral: { countries: PH }", 9, "referral.countries")]
    [InlineData("- step: a\n   at: 2021-03-02", 5, "")]
    public void What_is_not_known_is_refused_with_file_and_line(string steps, int line, string problem)
    {
        var refused = Assert.Throws<ScenarioException>(() => Read(Head + steps));
        Assert.StartsWith($"example.yaml:{line}: ", refused.Message, StringComparison.Ordinal);
        Assert.Contains(problem, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("id: s1\ntitle: t\n", "'steps' is required")]
    [InlineData("id: s1\nsteps: []\n", "'title' is required")]
    [InlineData("- a\n", "must be one mapping")]
    [InlineData("id: s1\ntitle: t\nsteps: [{ step: a, at: 2021-01-01, do: wait }]\nmore: 1\n", "'more' is not known here")]
    public void A_file_that_is_no_scenario_is_refused(string text, string problem) =>
        Assert.Contains(problem, Assert.Throws<ScenarioException>(() => Read(text)).Message, StringComparison.Ordinal);

    private static Scenario Read(string text) => ScenarioReader.Read("example.yaml", new StringReader(text));
}
