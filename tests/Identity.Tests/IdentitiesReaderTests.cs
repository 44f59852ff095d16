using Referrals.Common.V1;
using Referrals.Identity.LoadIdentities;
using Referrals.Testing;
using YamlDotNet.RepresentationModel;

namespace Referrals.Identity.Tests;

public sealed class IdentitiesReaderTests
{
    private const string Whole = """
        version: 1
        agencies:
          - id: uk-nca
            name: UK National Crime Agency
            country: GB
            email: referrals@uk-nca.example
            phone: "+44 20 7946 0042"
        officers:
          - name: reyes
            displayName: Officer Reyes
            desks: [ph, general]
        auditors:
          - name: mercier
            displayName: Auditor Mercier
        teams:
          - id: picacc
            agency: picacc
            members: [nbi, pnp]
        """;

    [Fact]
    public void Every_section_becomes_principals_with_what_they_act_for()
    {
        var entries = IdentitiesReader.Read(Whole, "identities.yaml").ToDictionary(entry => entry.Name);

        Assert.Equal(["agency/uk-nca", "auditor/mercier", "officer/reyes", "team/picacc", "team/picacc@nbi", "team/picacc@pnp"], entries.Keys.Order());
        Assert.Equal("referrals@uk-nca.example, +44 20 7946 0042", entries["agency/uk-nca"].Contact);
        Assert.Equal(["ph", "general"], entries["officer/reyes"].Desks);
        Assert.Equal(("picacc", "nbi"), (entries["team/picacc@nbi"].TeamId, entries["team/picacc@nbi"].AgencyId));
    }

    [Theory]
    [InlineData("country: GB", "country: gb", 5, "country")]
    [InlineData("country: GB", "land: GB", 5, "unknown key")]
    [InlineData("id: uk-nca", "id: UK", 3, "a-z 0-9")]
    [InlineData("desks: [ph, general]", "desks: []", 11, "at least one desk")]
    [InlineData("desks: [ph, general]", "desks: ph", 11, "must be a list")]
    [InlineData("email: referrals@uk-nca.example", "email: uk-nca.example", 6, "e-mail")]
    [InlineData("members: [nbi, pnp]", "members: [nbi, nbi]", 18, "a second time")]
    [InlineData("version: 1", "version: 2", 1, "must be 1")]
    [InlineData("version: 1", "editor: nobody", 1, "unknown key")]
    [InlineData("    phone: \"+44 20 7946 0042\"", "    phone: [", 7, "not YAML")]
    [InlineData("    displayName: Auditor Mercier", "", 13, "is required")]
    public void A_broken_rule_is_refused_with_file_line_and_reason(string before, string after, int line, string reason)
    {
        var exception = Assert.Throws<IdentitiesFileException>(() => IdentitiesReader.Read(Whole.Replace(before, after), "identities.yaml"));

        Assert.StartsWith("identities.yaml:", exception.Message);
        Assert.Contains(reason, exception.Message);
        Assert.InRange(exception.Line, line, line + 1);
    }

    [Fact]
    public void The_shipped_file_has_every_team_and_member_of_the_routing_policy()
    {
        var policy = new YamlStream();
        policy.Load(new StringReader(File.ReadAllText(Repository.File("deploy", "policies", "routing", "philippines.yaml"))));
        var teams = ((YamlSequenceNode)policy.Documents[0].RootNode["teams"]).Cast<YamlMappingNode>().ToList();
        var names = teams.SelectMany(team => NamesOf(team)).Order();

        var entries = IdentitiesReader.Read(File.ReadAllText(Repository.File("deploy", "identities", "identities.yaml")), "identities.yaml");

        Assert.Equal(names, entries.Where(entry => entry.Role == Role.Team).Select(entry => entry.Name).Order());
    }

    private static IEnumerable<string> NamesOf(YamlMappingNode team) =>
        team.Children.TryGetValue("members", out var members)
            ? ((YamlSequenceNode)members).Select(member => $"team/{team["id"]}@{member["agency"]}").Prepend($"team/{team["id"]}")
            : [$"team/{team["id"]}"];
}
