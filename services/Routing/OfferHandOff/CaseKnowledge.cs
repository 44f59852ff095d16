using Microsoft.EntityFrameworkCore;
using Referrals.Common.V1;
using Referrals.Routing.PlanHandOffs;
using Referrals.Routing.Storage;

namespace Referrals.Routing.OfferHandOff;

/// <summary>Reads what a case is like from its referrals.</summary>
internal static class CaseKnowledge
{
    /// <summary>A case of fifty thousand near-identical reports is judged by its newest few hundred.</summary>
    private const int MostReferrals = 200;

    /// <summary>The facts of a country case from its saved referrals.</summary>
    public static async Task<CaseFacts> FactsAsync(
        RoutingDbContext db, string countryCase, string country, Priority priority, CancellationToken cancellationToken)
    {
        var referrals = db.CaseReferrals.AsNoTracking().Where(referral => referral.CountryCase == countryCase && referral.EndedAt == null);
        var newest = await referrals.OrderByDescending(referral => referral.ReferralId).Take(MostReferrals).ToListAsync(cancellationToken);
        IEnumerable<string> agencies = newest.Count < MostReferrals
            ? newest.Select(referral => referral.AgencyId)
            : await referrals.Select(referral => referral.AgencyId).Distinct().ToListAsync(cancellationToken);
        return CaseFactsRules.Of(country, priority, [.. newest.Select(referral => referral.Read())], agencies);
    }

    /// <summary>TLP and conditions as the log names them: <c>AMBER+H2</c>.</summary>
    public static string Handling(CaseFacts facts) =>
        string.Join('+', new[] { Policies.Words<Tlp>.Of(facts.Tlp) }.Concat(facts.Conditions.Select(Policies.Words<HandlingCondition>.Of)));
}
