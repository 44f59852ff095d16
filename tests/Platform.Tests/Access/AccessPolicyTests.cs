using Referrals.Common.V1;
using Referrals.Platform.Access;
using Referrals.Platform.Credentials;
using Referrals.Testing;
using Xunit;

namespace Referrals.Platform.Tests.Access;

public sealed class AccessPolicyTests
{
    [Theory]
    [InlineData(Role.Agency, Right.ReadContent, Standing.Sender, true)]
    [InlineData(Role.Agency, Right.ReadContent, Standing.Exists, false)]
    [InlineData(Role.Agency, Right.Decide, Standing.Sender, false)]
    [InlineData(Role.Officer, Right.ReadContent, Standing.Desk, true)]
    [InlineData(Role.Officer, Right.ReadContent, Standing.BreakGlass, true)]
    [InlineData(Role.Officer, Right.Decide, Standing.BreakGlass, false)]
    [InlineData(Role.Team, Right.ReadContent, Standing.Handed, true)]
    [InlineData(Role.Team, Right.ReadContent, Standing.Formerly, false)]
    [InlineData(Role.Team, Right.ReadTrail, Standing.Formerly, true)]
    [InlineData(Role.Auditor, Right.ReadTrail, Standing.Exists, true)]
    [InlineData(Role.Auditor, Right.ReadTrail, Standing.None, false)]
    [InlineData(Role.Auditor, Right.ReadContent, Standing.Exists, false)]
    [InlineData(Role.Auditor, Right.ReadNotes, Standing.Exists, false)]
    [InlineData(Role.Operator, Right.ReadContent, Standing.Exists, false)]
    [InlineData(Role.Operator, Right.ReadFacts, Standing.Exists, false)]
    [InlineData(Role.Service, Right.ReadContent, Standing.Exists, false)]
    public void Need_to_know_follows_from_role_right_and_standing(Role role, Right right, Standing standing, bool allowed) =>
        Assert.Equal(allowed, AccessPolicy.Allows(role, right, standing));

    [Fact]
    public void Nobody_has_a_right_that_no_row_names()
    {
        var everything = Enum.GetValues<Standing>().Aggregate(Standing.None, (all, one) => all | one);
        foreach (var role in Enum.GetValues<Role>())
            Assert.False(AccessPolicy.Allows(role, Right.Unspecified, everything));
        foreach (var right in Enum.GetValues<Right>())
            Assert.False(AccessPolicy.Allows(Role.Unspecified, right, everything));
    }

    [Fact]
    public void More_standing_never_takes_a_right_away()
    {
        var rows = from role in Enum.GetValues<Role>()
                   from right in Enum.GetValues<Right>()
                   from one in Enum.GetValues<Standing>()
                   from other in Enum.GetValues<Standing>()
                   select (role, right, one, other);
        Assert.All(rows, row => Assert.True(!AccessPolicy.Allows(row.role, row.right, row.one) || AccessPolicy.Allows(row.role, row.right, row.one | row.other)));
    }

    [Fact]
    public void Somebody_elses_is_refused_like_what_is_not_there()
    {
        foreach (var row in AccessPolicy.Rows.Where(row => !row.Any.Contains(Standing.None) && !row.Any.Contains(Standing.Exists)))
        {
            var caller = Callers.Agency("uk-nca") with { Role = row.Role };
            var (none, others) = (caller.Check(row.Right, Standing.None, "thing")!, caller.Check(row.Right, Standing.Exists, "thing")!);
            Assert.Equal((none.Code, none.Reason, none.Text, none.IsDenial), (others.Code, others.Reason, others.Text, others.IsDenial));
        }
    }

    [Theory]
    [InlineData(HandOffState.Offered, Standing.Handed)]
    [InlineData(HandOffState.Acknowledged, Standing.Handed)]
    [InlineData(HandOffState.InProgress, Standing.Handed)]
    [InlineData(HandOffState.Completed, Standing.Handed)]
    [InlineData(HandOffState.Declined, Standing.Formerly)]
    [InlineData(HandOffState.TimedOut, Standing.Formerly)]
    [InlineData(HandOffState.Revoked, Standing.Formerly)]
    [InlineData(HandOffState.Transferred, Standing.Formerly)]
    public void Custody_moves_the_right(HandOffState state, Standing standing)
    {
        Assert.Equal(standing, Standings.OfHandOff(Callers.Team("nbi"), "nbi", state));
        Assert.Equal(Standing.Exists, Standings.OfHandOff(Callers.Team("pnp"), "nbi", state));
    }

    [Fact]
    public void A_standing_is_of_its_role_only()
    {
        var mixed = new Principal { Name = "agency/x", Role = Role.Agency, Pseudonym = "x", Agency = "uk-nca", Team = "nbi", Desks = ["ph"] };
        Assert.Equal(Standing.Exists, Standings.OfDesk(mixed, "ph"));
        Assert.Equal(Standing.Exists, Standings.OfHandOff(mixed, "nbi", HandOffState.Offered));
        Assert.Equal(Standing.Exists, Standings.OfSender(mixed with { Role = Role.Team }, "uk-nca"));
        Assert.Equal(Standing.Exists, Standings.OfSender(mixed with { Agency = null }, null));
    }
}
