using System.Collections.Frozen;
using Referrals.Common.V1;

namespace Referrals.Platform.Access;

/// <summary>
/// Need to know, in one place: what is not in these rows is refused, in every service and on every stream.
/// docs/access.md shows them; a test holds the two together.
/// </summary>
public static class AccessPolicy
{
    private static readonly FrozenDictionary<(Right, Role), IReadOnlyList<Standing>> ByRightAndRole;

    static AccessPolicy() => ByRightAndRole = Rows.ToFrozenDictionary(row => (row.Right, row.Role), row => row.Any);

    /// <summary>The whole policy.</summary>
    public static IReadOnlyList<AccessRow> Rows { get; } =
    [
        .. Everybody(Right.General),
        new(Right.SpeakForSender, Role.Agency, Standing.Sender),

        new(Right.ReadFacts, Role.Agency, Standing.Sender),
        new(Right.ReadFacts, Role.Officer, Standing.Desk, Standing.BreakGlass),
        new(Right.ReadFacts, Role.Team, Standing.Handed),

        new(Right.ReadContent, Role.Agency, Standing.Sender),
        new(Right.ReadContent, Role.Officer, Standing.Desk, Standing.BreakGlass),
        new(Right.ReadContent, Role.Team, Standing.Handed),

        new(Right.Decide, Role.Officer, Standing.Desk),
        new(Right.SeeCase, Role.Officer, Standing.Desk),
        new(Right.SeeCase, Role.Auditor, Standing.Exists),
        new(Right.SeeCase, Role.Operator, Standing.Exists),
        new(Right.SeeCase, Role.Service, Standing.Exists),

        // What a team no longer holds is refused by its state, which it may know.
        new(Right.ActOnHandOff, Role.Team, Standing.Handed, Standing.Formerly),
        new(Right.ActOnHandOff, Role.Officer, Standing.Desk),
        new(Right.SeeHandOff, Role.Team, Standing.Handed, Standing.Formerly),
        new(Right.SeeHandOff, Role.Officer, Standing.Desk),
        new(Right.SeeHandOff, Role.Auditor, Standing.Exists),

        new(Right.ReadNotes, Role.Officer, Standing.Desk),
        new(Right.ReadNotes, Role.Team, Standing.Handed, Standing.Formerly),

        new(Right.ReadTrail, Role.Agency, Standing.Sender),
        new(Right.ReadTrail, Role.Officer, Standing.Desk),
        new(Right.ReadTrail, Role.Team, Standing.Handed, Standing.Formerly),
        new(Right.ReadTrail, Role.Auditor, Standing.Exists),

        new(Right.Erase, Role.Agency, Standing.Sender),
        new(Right.Erase, Role.Operator, Standing.Exists),
        new(Right.Serve, Role.Service, Standing.None),
    ];

    /// <summary>Whether a role in this standing has a right.</summary>
    public static bool Allows(Role role, Right right, Standing standing) =>
        ByRightAndRole.TryGetValue((right, role), out var enough) && enough.Any(one => (standing & one) == one);

    /// <summary>Whether there is any standing in which a role has a right.</summary>
    public static bool Knows(Role role, Right right) => ByRightAndRole.ContainsKey((right, role));

    /// <summary>Whether a role has a right towards whatever there is, so that it may know what is not there.</summary>
    public static bool AllowsAny(Role role, Right right) => Allows(role, right, Standing.Exists);

    private static IEnumerable<AccessRow> Everybody(Right right) =>
        Enum.GetValues<Role>().Where(role => role != Role.Unspecified).Select(role => new AccessRow(right, role, Standing.None));
}
