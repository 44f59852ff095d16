using Microsoft.EntityFrameworkCore;
using Referrals.Common.V1;
using Referrals.Routing.Storage;

namespace Referrals.Routing.ReadHandOffs;

/// <summary>What a hand-off carries, summed up for somebody who may read up to a label.</summary>
internal sealed record CarriedSummary
{
    public static CarriedSummary Empty { get; } = new();

    public int Count { get; init; }

    public int Waiting { get; init; }

    public IReadOnlyList<string> AgencyIds { get; init; } = [];

    public IReadOnlyList<IncidentType> IncidentTypes { get; init; } = [];

    public Tlp Tlp { get; init; }

    public IReadOnlyList<HandlingCondition> Conditions { get; init; } = [];

    /// <summary>Summaries by hand-off. Labels stricter than the one that is given for it are left out: a member of a joint team sees what its agency may.</summary>
    public static async Task<Dictionary<string, CarriedSummary>> ReadAsync(
        RoutingDbContext db, IReadOnlyDictionary<string, Tlp> strictest, CancellationToken cancellationToken)
    {
        var handOffIds = strictest.Keys.ToList();
        var groups = await (
            from handOff in db.HandOffs
            join referral in db.CaseReferrals on handOff.CountryCase equals referral.CountryCase
            where handOffIds.Contains(handOff.HandOffId) && referral.EndedAt == null
            where referral.AvailableAt == null
                || ((!referral.LeadOnly || handOff.Role == HandOffRole.Lead)
                    && (handOff.CarriesFrom == null || referral.AvailableAt >= handOff.CarriesFrom)
                    && (handOff.EndedAt == null || referral.AvailableAt <= handOff.EndedAt))
            group referral by new
            {
                handOff.HandOffId,
                IsWaiting = referral.AvailableAt == null,
                referral.AgencyId,
                referral.IncidentType,
                referral.Tlp,
                referral.Conditions,
            }
            into g
            select new { g.Key, Count = g.Count() }).AsNoTracking().ToListAsync(cancellationToken);

        return groups.GroupBy(group => group.Key.HandOffId).ToDictionary(handOff => handOff.Key, handOff =>
        {
            var carried = handOff.Where(group => !group.Key.IsWaiting && group.Key.Tlp >= strictest[handOff.Key]).ToList();
            return new CarriedSummary
            {
                Count = carried.Sum(group => group.Count),
                Waiting = handOff.Where(group => group.Key.IsWaiting).Sum(group => group.Count),
                AgencyIds = [.. carried.Select(group => group.Key.AgencyId).Distinct().Order(StringComparer.Ordinal)],
                IncidentTypes = [.. carried.Select(group => group.Key.IncidentType).Distinct().Order()],
                Tlp = carried.Select(group => group.Key.Tlp).DefaultIfEmpty(Tlp.Unspecified).Min(),
                Conditions = [.. carried.SelectMany(group => ReadConditions(group.Key.Conditions)).Distinct().Order()],
            };
        });
    }

    private static IEnumerable<HandlingCondition> ReadConditions(string names) =>
        names.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Enum.Parse<HandlingCondition>);
}
