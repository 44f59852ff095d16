using Referrals.Common.V1;
using Referrals.Identity.LoadIdentities;

namespace Referrals.Identity.Tests;

public sealed class PrincipalNamesTests
{
    private static readonly byte[] Secret = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];

    [Theory]
    [InlineData("agency/uk-nca", Role.Agency, "uk-nca", null)]
    [InlineData("officer/reyes", Role.Officer, "reyes", null)]
    [InlineData("team/picacc", Role.Team, "picacc", null)]
    [InlineData("team/picacc@nbi", Role.Team, "picacc", "nbi")]
    [InlineData("auditor/mercier", Role.Auditor, "mercier", null)]
    [InlineData("service/intake", Role.Service, "intake", null)]
    [InlineData("operator", Role.Operator, "operator", null)]
    public void A_name_says_role_id_and_member(string name, Role role, string id, string? member) =>
        Assert.Equal((role, id, member), PrincipalNames.Parse(name));

    [Theory]
    [InlineData("")]
    [InlineData("agency")]
    [InlineData("agency/")]
    [InlineData("agency/UK")]
    [InlineData("agency/../operator")]
    [InlineData("agency/a/b")]
    [InlineData("agency/a@b")]
    [InlineData("team/picacc@")]
    [InlineData("team/picacc@nbi@pnp")]
    [InlineData("person/reyes")]
    public void Anything_else_is_no_name(string name) => Assert.Null(PrincipalNames.Parse(name));

    [Theory]
    [InlineData("agency/uk-nca", Role.Agency)]
    [InlineData("team/nbi-ahtrad", Role.Team)]
    [InlineData("service/intake", Role.Service)]
    public void Organisations_teams_and_services_stand_in_the_log_under_their_names(string name, Role role) =>
        Assert.Equal(name, PrincipalNames.Pseudonym(name, role, Secret));

    [Theory]
    [InlineData("officer/reyes", Role.Officer)]
    [InlineData("auditor/mercier", Role.Auditor)]
    [InlineData("operator", Role.Operator)]
    [InlineData("team/picacc@nbi", Role.Team)]
    public void People_and_members_of_a_joint_team_stand_there_under_a_code(string name, Role role)
    {
        var pseudonym = PrincipalNames.Pseudonym(name, role, Secret);

        Assert.Matches("^p-[0-9a-hjkmnp-tv-z]{16}$", pseudonym);
        Assert.Equal(pseudonym, PrincipalNames.Pseudonym(name, role, Secret));
        Assert.NotEqual(pseudonym, PrincipalNames.Pseudonym(name, role, new byte[32]));
        Assert.NotEqual(pseudonym, PrincipalNames.Pseudonym(name + "x", role, Secret));
    }
}
