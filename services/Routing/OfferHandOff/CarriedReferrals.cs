using Microsoft.EntityFrameworkCore;
using Referrals.Common.V1;
using Referrals.Routing.Storage;

namespace Referrals.Routing.OfferHandOff;

/// <summary>What a hand-off in some part would carry: the referrals of the case that it may, and how many others wait.</summary>
internal sealed record CarriedReferrals(IReadOnlyList<string> ReferralIds, int Count, int Waiting)
{
    private const int MostIds = 50;

    /// <summary>Of all referrals of a case that have not ended.</summary>
    public static CarriedReferrals Of(IEnumerable<CaseReferralRow> referrals, HandOffRole role, DateTimeOffset? from)
    {
        var current = referrals.ToList();
        var carried = current
            .Where(referral => referral.AvailableAt is { } at && (!referral.LeadOnly || role == HandOffRole.Lead) && (from is null || at >= from))
            .Select(referral => referral.ReferralId)
            .Order(StringComparer.Ordinal)
            .ToList();
        return new CarriedReferrals([.. carried.Take(MostIds)], carried.Count, current.Count(referral => referral.IsWaiting));
    }

    /// <summary>Counted by the store, of what is saved.</summary>
    public static async Task<CarriedReferrals> ReadAsync(
        RoutingDbContext db, string countryCase, HandOffRole role, DateTimeOffset? from, CancellationToken cancellationToken)
    {
        var referrals = db.CaseReferrals.AsNoTracking().Where(referral => referral.CountryCase == countryCase && referral.EndedAt == null);
        var carried = referrals.Where(referral => referral.AvailableAt != null);
        if (role != HandOffRole.Lead)
            carried = carried.Where(referral => !referral.LeadOnly);
        if (from is not null)
            carried = carried.Where(referral => referral.AvailableAt >= from);
        var ids = await carried.OrderBy(referral => referral.ReferralId).Select(referral => referral.ReferralId).Take(MostIds + 1).ToListAsync(cancellationToken);
        var count = ids.Count <= MostIds ? ids.Count : await carried.CountAsync(cancellationToken);
        var waiting = await referrals.CountAsync(referral => referral.AvailableAt == null, cancellationToken);
        return new CarriedReferrals([.. ids.Take(MostIds)], count, waiting);
    }
}
