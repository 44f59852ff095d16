using Microsoft.EntityFrameworkCore;
using Referrals.Common.V1;
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

    /// <summary>A team its own, an officer those of the desk's cases, an auditor all.</summary>
    public static bool MaySee(Principal principal, string teamId, string desk) => principal.Role switch
    {
        Role.Team => principal.Team == teamId,
        Role.Officer => IsOfDesk(principal, desk),
        Role.Auditor => true,
        _ => false,
    };

    public static bool IsOfDesk(Principal officer, string desk) => officer.Desks.Any(own => CustodyRules.Desk(own) == CustodyRules.Desk(desk));

    /// <summary>Locks the case of a hand-off that the caller may change.</summary>
    public static async Task<Result<(RoutedCase Routed, HandOffRow HandOff)>> EnterAsync(
        Work<RoutingDbContext> work, PolicyCatalog policies, Principal principal, string handOffId, CancellationToken cancellationToken)
    {
        var found = await work.Db.HandOffs.AsNoTracking()
            .Where(handOff => handOff.HandOffId == handOffId)
            .Join(work.Db.CountryCases, handOff => handOff.CountryCase, row => row.CountryCase, (handOff, row) => new { handOff.CountryCase, handOff.TeamId, row.Desk })
            .SingleOrDefaultAsync(cancellationToken);
        if (Check(principal, found?.TeamId, found?.Desk) is { } refusal)
            return refusal;
        var routed = await RoutedCases.EnterAsync(work, policies.InForce(work.Now), found!.CountryCase, principal, cancellationToken);
        return (routed, routed.HandOffs.Single(handOff => handOff.HandOffId == handOffId));
    }

    /// <summary>A hand-off as it stands, with its case, for a caller who may see it.</summary>
    public static async Task<Result<(HandOffRow HandOff, CountryCaseRow Case)>> ReadAsync(
        RoutingDbContext db, Principal principal, string handOffId, CancellationToken cancellationToken)
    {
        var handOff = await db.HandOffs.AsNoTracking().SingleOrDefaultAsync(row => row.HandOffId == handOffId, cancellationToken);
        var countryCase = handOff is null ? null : await db.CountryCases.AsNoTracking().SingleAsync(row => row.CountryCase == handOff.CountryCase, cancellationToken);
        return Check(principal, handOff?.TeamId, countryCase?.Desk) is { } refusal ? refusal : (handOff!, countryCase!);
    }

    private static Refusal? Check(Principal principal, string? teamId, string? desk) =>
        teamId is null ? Refusal.NotFound(Kind)
        : MaySee(principal, teamId, desk!) ? null
        : Refusal.Denied(Kind);
}
