using Referrals.Common.V1;
using Referrals.Platform.Access;

namespace Referrals.EndToEnd.Access;

/// <summary>A caller of the matrix, and how it stands towards the one referral, its case and its hand-off.</summary>
/// <param name="Name">The principal.</param>
/// <param name="Role">Its role.</param>
/// <param name="Standing">Its standing; <see cref="Standing.Exists"/> where all of it is another's.</param>
public sealed record MatrixCaller(string Name, Role Role, Standing Standing)
{
    public const string Lead = "pnp-wcpc";
    public const string FormerLead = "nbi-ahtrad";

    public static IReadOnlyList<MatrixCaller> All { get; } =
    [
        new("agency/uk-nca", Role.Agency, Standing.Sender),
        new("agency/us-ice", Role.Agency, Standing.Exists),
        new("officer/okoro", Role.Officer, Standing.Desk),
        new("officer/lind", Role.Officer, Standing.Exists),
        new($"team/{Lead}", Role.Team, Standing.Handed),
        new($"team/{FormerLead}", Role.Team, Standing.Formerly),
        new("team/pnp-acg-racu11", Role.Team, Standing.Exists),
        new("auditor/mercier", Role.Auditor, Standing.Exists),
        new("operator", Role.Operator, Standing.Exists),
        new("service/console", Role.Service, Standing.Exists),
    ];

    /// <summary>The same caller towards what is not there.</summary>
    public MatrixCaller TowardsNothing => this with { Standing = Standing.None };
}
