using Referrals.Common.V1;
using Referrals.Routing.LoadPolicy;
using Referrals.Testing;
using Xunit;

namespace Referrals.Routing.Tests.LoadPolicy;

public sealed class PolicyReaderTests
{
    private const string Valid =
        """
        version: test-1
        effectiveFrom: 2020-01-01
        defaults:
          acknowledgeWithin: { P1: 1h, P2: 4h, P3: 3d, P4: 7d }
          feedbackWithin: { P1: 7d, P2: 30d, P3: 90d, P4: 180d }
        teams:
          - id: alpha
            name: Alpha
            countries: [PH]
            roles: [LEAD, SUPPORT]
          - id: beta
            name: Beta
            countries: [PH]
            roles: [LEAD, AFTERCARE]
        rules:
          - id: first
            when: { countries: [PH], incidentTypes: [LIVE_STREAMED] }
            lead: [alpha, beta]
          - id: last
            when: { countries: [PH] }
            lead: [beta]
        """;

    [Theory]
    [InlineData("philippines.yaml")]
    [InlineData("philippines-2016.yaml")]
    public void The_shipped_policies_have_no_mistake_and_no_warning(string file) =>
        Assert.Empty(PolicyReader.Read(File.ReadAllText(Repository.File("deploy", "policies", "routing", file))).Problems);

    [Fact]
    public void A_policy_is_read_with_its_times_and_teams()
    {
        var policy = PolicyReader.Read(Valid).Policy!;

        Assert.Equal("test-1", policy.Version);
        Assert.Equal(new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero), policy.EffectiveFrom);
        Assert.Equal(TimeSpan.FromHours(4), policy.Defaults.AcknowledgeWithin[Priority.P2Urgent]);
        Assert.Equal(["first", "last"], policy.Rules.Select(rule => rule.Id));
        Assert.Equal(["alpha", "beta"], policy.Rules[0].Lead);
        Assert.Equal(64, policy.Sha256.Length);
    }

    [Theory]
    [InlineData("version: test-1", "version: 'test 1'", 1, "MALFORMED")]
    [InlineData("version: test-1", "varsion: test-1", 1, "UNKNOWN_KEY")]
    [InlineData("effectiveFrom: 2020-01-01", "effectiveFrom: January", 2, "MALFORMED")]
    [InlineData("P1: 1h", "P1: 1 hour", 4, "MALFORMED")]
    [InlineData("P1: 1h", "P1: 0h", 4, "MALFORMED")]
    [InlineData("P1: 1h", "P1: 9999d", 4, "MALFORMED")]
    [InlineData("P1: 1h, ", "", 4, "REQUIRED")]
    [InlineData("P1: 1h", "P9: 1h", 4, "UNKNOWN_KEY")]
    [InlineData("- id: alpha", "- id: Alpha", 7, "MALFORMED")]
    [InlineData("- id: beta", "- id: alpha", 11, "DUPLICATE")]
    [InlineData("    name: Alpha", "    nome: Alpha", 8, "UNKNOWN_KEY")]
    [InlineData("countries: [PH]\n    roles: [LEAD, SUPPORT]", "countries: [Philippines]\n    roles: [LEAD, SUPPORT]", 9, "MALFORMED")]
    [InlineData("roles: [LEAD, SUPPORT]", "roles: [LEADER]", 10, "MALFORMED")]
    [InlineData("roles: [LEAD, SUPPORT]", "roles: []", 10, "REQUIRED")]
    [InlineData("- id: last", "- id: first", 19, "DUPLICATE")]
    [InlineData("- id: last", "- id: officer", 19, "NOT_ALLOWED")]
    [InlineData("lead: [beta]", "lead: [gamma]", 21, "UNKNOWN_TEAM")]
    [InlineData("lead: [beta]", "lead: []", 21, "REQUIRED")]
    [InlineData("    lead: [beta]", "    support: [alpha]", 19, "REQUIRED")]
    [InlineData("lead: [beta]", "lead: [beta]\n    support: [beta]", 22, "NOT_ALLOWED")]
    [InlineData("lead: [beta]", "lead: [beta, beta]", 21, "DUPLICATE")]
    [InlineData("lead: [beta]", "lead: [beta]\n    remark: none", 22, "UNKNOWN_KEY")]
    [InlineData("when: { countries: [PH] }", "when: { countries: [] }", 20, "REQUIRED")]
    [InlineData("when: { countries: [PH] }", "when: { regions: [Cebu] }", 20, "MALFORMED")]
    [InlineData("incidentTypes: [LIVE_STREAMED]", "incidentTypes: [STREAMED]", 17, "MALFORMED")]
    [InlineData("rules:", "rules: [", 16, "MALFORMED")]
    public void A_mistake_is_refused_with_its_line_and_reason(string right, string wrong, int line, string reason)
    {
        var yaml = Valid.Replace("\r", "", StringComparison.Ordinal);
        Assert.Contains(right, yaml, StringComparison.Ordinal);

        var reading = PolicyReader.Read(yaml.Replace(right, wrong, StringComparison.Ordinal));

        Assert.Null(reading.Policy);
        Assert.Contains(reading.Mistakes, mistake => mistake.Line == line && mistake.Reason == reason);
    }

    [Fact]
    public void A_rule_behind_a_wider_one_is_warned_of_and_loads()
    {
        var yaml = Valid + "\n  - id: never\n    when: { countries: [PH], regions: [PH-07] }\n    lead: [alpha]\n";

        var reading = PolicyReader.Read(yaml);

        Assert.NotNull(reading.Policy);
        Assert.Equal(("UNREACHABLE_RULE", 22, true), Assert.Single(reading.Problems) is var problem ? (problem.Reason, problem.Line, problem.IsWarning) : default);
    }

    [Theory]
    [InlineData("[")]
    [InlineData("- a")]
    [InlineData("")]
    [InlineData("a: 1\n---\nb: 2")]
    [InlineData("a: 1\na: 2")]
    public void What_is_not_one_mapping_is_refused(string yaml) => Assert.Null(PolicyReader.Read(yaml).Policy);

    [Fact]
    public void Deep_nesting_and_great_length_are_refused_without_reading_on()
    {
        Assert.Equal("MALFORMED", PolicyReader.Read("a: " + new string('[', 100_000)).Problems[0].Reason);
        Assert.Equal("TOO_LONG", PolicyReader.Read(new string(' ', PolicyReader.MaximumLength + 1)).Problems[0].Reason);
    }

    [Fact]
    public void The_version_that_took_effect_last_is_in_force()
    {
        static Policies.PolicyDocument Of(string year) =>
            PolicyReader.Read(Valid.Replace("test-1", $"v-{year}", StringComparison.Ordinal).Replace("2020-01-01", $"{year}-01-01", StringComparison.Ordinal)).Policy!;
        var set = new PolicySet([Of("2020"), Of("2016")]);

        Assert.Null(set.InForce(At(2015, 12, 31)));
        Assert.Equal("v-2016", set.InForce(At(2019, 12, 31))!.Version);
        Assert.Equal("v-2020", set.InForce(At(2020, 1, 1))!.Version);
    }

    private static DateTimeOffset At(int year, int month, int day) => new(year, month, day, 0, 0, 0, TimeSpan.Zero);
}
