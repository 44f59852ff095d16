using Referrals.Common.V1;
using Referrals.Platform.Credentials;
using Referrals.Routing.LoadPolicy;
using Referrals.Routing.Policies;
using Referrals.Routing.Storage;

namespace Referrals.Routing.ReadHandOffs;

/// <summary>How strict a label somebody may read in a team's hand-offs.</summary>
internal static class ReadingLimits
{
    /// <summary>
    /// The strictest label that the reader sees in each hand-off, by its id: as the policy in force has the team, else the policy that the
    /// hand-off was made under. In one of a team that neither has, only what anybody may read.
    /// </summary>
    public static async Task<Dictionary<string, Tlp>> ReadAsync(
        RoutingDbContext db, IReadOnlyCollection<HandOffRow> handOffs, PolicyDocument policy, Principal reader, CancellationToken cancellationToken)
    {
        if (reader.Role != Role.Team)
            return handOffs.ToDictionary(handOff => handOff.HandOffId, _ => Tlp.Red);
        var stamped = new Dictionary<string, PolicyDocument?>();
        foreach (var version in handOffs.Where(handOff => policy.Team(handOff.TeamId) is null).Select(handOff => handOff.PolicyVersion).Distinct())
            stamped.Add(version, await KeptPolicies.ReadAsync(db, version, cancellationToken));
        return handOffs.ToDictionary(
            handOff => handOff.HandOffId,
            handOff => (policy.Team(handOff.TeamId) ?? stamped[handOff.PolicyVersion]?.Team(handOff.TeamId))?.StrictestFor(reader.Agency) ?? Tlp.Clear);
    }
}
