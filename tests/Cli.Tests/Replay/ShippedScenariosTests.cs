using System.Text.RegularExpressions;
using Referrals.Cli.Replay;
using Referrals.Cli.Replay.Acting;
using Referrals.Cli.Replay.Reading;
using Referrals.Cli.Replay.Running;
using Referrals.Common.V1;
using Referrals.Intake.V1;
using Xunit;

namespace Referrals.Cli.Tests.Replay;

/// <summary>What is shipped under deploy/demo.</summary>
public sealed partial class ShippedScenariosTests
{
    private static readonly IReadOnlyList<Scenario> Shipped = ScenarioFiles.Shipped.All();

    [Fact]
    public void Every_scenario_of_the_table_is_there() =>
        Assert.Equal(["s01", "s02", "s03", "s04", "s05", "s06", "s07", "s08", "s09", "s10", "s11", "s12", "s13", "s14"], Shipped.Select(scenario => scenario.Id));

    [Fact]
    public void Every_request_id_fits() => Assert.All(
        Shipped.SelectMany(scenario => scenario.Steps.Select(step => $"replay.{scenario.Id}.{step.Id}.claim10")),
        id => Assert.Matches("^[A-Za-z0-9._-]{1,64}$", id));

    [Fact]
    public void The_scenario_of_2017_comes_first() => Assert.Equal("s05", Timeline.Of(Shipped)[0].Scenario.Id);

    [Fact]
    public void A_selection_brings_what_it_goes_on_from() =>
        Assert.Equal(["s01", "s02", "s03", "s04"], ScenarioFiles.Shipped.Select(["s04"]).Select(scenario => scenario.Id).Order(StringComparer.Ordinal));

    [Fact]
    public void What_is_not_there_is_named_together_with_what_is() =>
        Assert.Contains("s01, s02", Assert.Throws<UnknownScenarioException>(() => ScenarioFiles.Shipped.Select(["s42"])).Message, StringComparison.Ordinal);

    [Fact]
    public void Sixteen_operations_safeguard_fifty_six_children()
    {
        var outcomes = Shipped.Single(scenario => scenario.Id == "s08").Steps.Select(step => step.Action).OfType<OutcomeAction>().Where(action => action.HandOff.Team == "picacc").ToList();
        Assert.Equal((16, 56), (outcomes.Count, outcomes.Sum(action => action.Outcome.PersonsSafeguarded)));
    }

    [Fact]
    public void Nineteen_countries_are_named_once_each()
    {
        var countries = Submissions().Single(referral => referral.AgencyReference == "S7-AFP-0001").Countries;
        Assert.Equal((19, 19), (countries.Count, countries.Distinct().Count()));
    }

    [Fact]
    public void Every_reference_is_used_once() =>
        Assert.Empty(Submissions().GroupBy(referral => referral.AgencyReference).Where(group => group.Count() > 1).Select(group => group.Key));

    [Fact]
    public void Scenarios_share_no_account_by_which_their_cases_would_be_linked()
    {
        var values = Shipped
            .Where(scenario => scenario.Id is not "s03")
            .SelectMany(scenario => Submissions(scenario).SelectMany(referral => referral.Identifiers).Select(identifier => (scenario.Id, Value: identifier.Value.ToUpperInvariant())))
            .Distinct();
        Assert.Empty(values.GroupBy(pair => pair.Value).Where(group => group.Count() > 1).Select(group => group.Key));
    }

    [Fact]
    public void All_data_is_invented()
    {
        foreach (var referral in Submissions())
        {
            Assert.StartsWith("[withheld]", referral.Narrative, StringComparison.Ordinal);
            Assert.All(referral.Identifiers, identifier => Assert.True(IsInvented(identifier), $"{identifier.Type} of {referral.AgencyReference}"));
            Assert.All(referral.Evidence, evidence => Assert.Equal("[withheld]", evidence.Description));
        }
    }

    private static bool IsInvented(Identifier identifier) => identifier.Type switch
    {
        IdentifierType.Phone => Phones().IsMatch(identifier.Value),
        IdentifierType.Email => Emails().IsMatch(identifier.Value),
        IdentifierType.Ip => Addresses().IsMatch(identifier.Value),
        IdentifierType.Url or IdentifierType.ProfileUrl => false,
        _ => true,
    };

    private static IEnumerable<Referral> Submissions() => Shipped.SelectMany(Submissions);

    private static IEnumerable<Referral> Submissions(Scenario scenario) => scenario.Steps.Select(step => step.Action).SelectMany(action => action switch
    {
        SubmitAction submit => [submit.Referral],
        SubmitTogetherAction together => together.Submissions.Select(submission => submission.Referral),
        _ => (IEnumerable<Referral>)[],
    });

    [GeneratedRegex(@"^(\+63 900 000 00\d\d|0900 000 00\d\d|\+44 7700 900\d\d\d|\+1 202 555 01\d\d)$")]
    private static partial Regex Phones();

    [GeneratedRegex(@"^[a-z0-9-]+@example\.(com|org|net)$")]
    private static partial Regex Emails();

    // RFC 5737.
    [GeneratedRegex(@"^(192\.0\.2|198\.51\.100|203\.0\.113)\.\d{1,3}$")]
    private static partial Regex Addresses();
}
