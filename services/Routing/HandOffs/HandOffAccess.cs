using Microsoft.EntityFrameworkCore;
using Referrals.Common.V1;
using Referrals.Platform.Access;
using Referrals.Platform.Commands;
using Referrals.Platform.Credentials;
using Referrals.Platform.Storage;
using Referrals.Routing.LoadPolicy;
using Referrals.Routing.Storage;

namespace Referrals.Routing.HandOffs;

/// <summary>Who may see and change which hand-off. What is another's does not exist, as far as the caller is told.</summary>
internal static class HandOffAccess
{
    private const string Kind = "hand-off";

    public static bool IsOfDesk(Principal caller, string desk) => caller.Role == Role.Officer && caller.Desks.Any(own => CustodyRules.Desk(own) == CustodyRules.Desk(desk));

    /// <summary>How a caller stands towards a hand-off of a case on this desk.</summary>
    public static Standing StandingOf(Principal caller, string teamId, HandOffState state, string desk) =>
        caller.Role == Role.Officer ? StandingOf(caller, desk) : Standings.OfHandOff(caller, teamId, state);

    /// <summary>How a caller stands towards a case on this desk.</summary>
    public static Standing StandingOf(Principal caller, string desk) => IsOfDesk(caller, desk) ? Standing.Desk : Standing.Exists;

    /// <summary>Locks the case of a hand-off that the caller may change.</summary>
    public static async Task<Result<(RoutedCase Routed, HandOffRow HandOff)>> EnterAsync(
        Work<RoutingDbContext> work, PolicyCatalog policies, Principal principal, string handOffId, CancellationToken cancellationToken)
    {
        var found = await work.Db.HandOffs.AsNoTracking()
            .Where(handOff => handOff.HandOffId == handOffId)
            .Join(work.Db.CountryCases, handOff => handOff.CountryCase, row => row.CountryCase, (handOff, row) => new { handOff.CountryCase, handOff.TeamId, handOff.State, row.Desk })
            .SingleOrDefaultAsync(cancellationToken);
        var right = principal.Role == Role.Officer ? Right.Decide : Right.ActOnHandOff;
        if (principal.Check(right, found is null ? Standing.None : StandingOf(principal, found.TeamId, found.State, found.Desk), Kind) is { } refusal)
            return refusal;
        var routed = await RoutedCases.EnterAsync(work, policies.InForce(work.Now), found!.CountryCase, principal, cancellationToken);
        return (routed, routed.HandOffs.Single(handOff => handOff.HandOffId == handOffId));
    }

    /// <summary>A hand-off as it stands, with its case, for a caller who may see it.</summary>
    public static async Task<Result<(HandOffRow HandOff, CountryCaseRow Case)>> ReadAsync(
        RoutingDbContext db, Principal principal, Right right, string handOffId, CancellationToken cancellationToken)
    {
        var handOff = await db.HandOffs.AsNoTracking().SingleOrDefaultAsync(row => row.HandOffId == handOffId, cancellationToken);
        var countryCase = handOff is null ? null : await db.CountryCases.AsNoTracking().SingleAsync(row => row.CountryCase == handOff.CountryCase, cancellationToken);
        var standing = handOff is null ? Standing.None : StandingOf(principal, handOff.TeamId, handOff.State, countryCase!.Desk);
        return principal.Check(right, standing, Kind) is { } refusal ? refusal : (handOff!, countryCase!);
    }
}
