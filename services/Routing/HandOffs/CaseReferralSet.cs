using Microsoft.EntityFrameworkCore;
using Referrals.Common.V1;
using Referrals.Contracts;
using Referrals.Routing.OfferHandOff;
using Referrals.Routing.PlanHandOffs;
using Referrals.Routing.Storage;

namespace Referrals.Routing.HandOffs;

/// <summary>
/// The referrals of a country case in one transaction. Nearly every case is small, is read once and is summed up in memory;
/// of one with thousands of reports the newest are read and the rest is counted by the store.
/// </summary>
internal sealed class CaseReferralSet
{
    private const int MostInMemory = 200;
    private readonly RoutingDbContext db;
    private readonly string countryCase;
    private readonly Dictionary<string, CaseReferralRow> rows;
    private readonly bool isComplete;

    private CaseReferralSet(RoutingDbContext db, string countryCase, Dictionary<string, CaseReferralRow> rows, bool isComplete)
    {
        this.db = db;
        this.countryCase = countryCase;
        this.rows = rows;
        this.isComplete = isComplete;
    }

    private IEnumerable<CaseReferralRow> Current => rows.Values.Where(row => row.EndedAt is null);

    public static CaseReferralSet Empty(RoutingDbContext db, string countryCase) => new(db, countryCase, [], isComplete: true);

    public static async Task<CaseReferralSet> LoadAsync(RoutingDbContext db, string countryCase, CancellationToken cancellationToken)
    {
        var newest = await db.CaseReferrals
            .Where(row => row.CountryCase == countryCase)
            .OrderByDescending(row => row.ReferralId)
            .Take(MostInMemory + 1)
            .ToListAsync(cancellationToken);
        return new CaseReferralSet(db, countryCase, newest.ToDictionary(row => row.ReferralId), newest.Count <= MostInMemory);
    }

    /// <summary>Of several cases at once, all of them known to be small.</summary>
    public static async Task<Dictionary<string, CaseReferralSet>> LoadSmallAsync(RoutingDbContext db, IReadOnlyCollection<string> countryCases, CancellationToken cancellationToken)
    {
        var rows = (await db.CaseReferrals.Where(row => countryCases.Contains(row.CountryCase)).ToListAsync(cancellationToken)).ToLookup(row => row.CountryCase);
        return countryCases.ToDictionary(name => name, name => new CaseReferralSet(db, name, rows[name].ToDictionary(row => row.ReferralId), isComplete: true));
    }

    /// <summary>A referral of the case; null when it is not known.</summary>
    public async Task<CaseReferralRow?> FindAsync(string referralId, CancellationToken cancellationToken) =>
        rows.GetValueOrDefault(referralId) ?? (isComplete ? null : await db.CaseReferrals.FindAsync([countryCase, referralId], cancellationToken));

    /// <summary>Whether an agency has another referral in the case, or had one.</summary>
    public async Task<bool> HasOtherOfAsync(string agencyId, string referralId, CancellationToken cancellationToken) =>
        rows.Values.Any(row => row.AgencyId == agencyId && row.ReferralId != referralId)
        || (!isComplete && await db.CaseReferrals.AnyAsync(row => row.CountryCase == countryCase && row.AgencyId == agencyId && row.ReferralId != referralId, cancellationToken));

    public void Add(CaseReferralRow row)
    {
        rows[row.ReferralId] = row;
        db.CaseReferrals.Add(row);
    }

    /// <summary>Those whose originators must be asked, and were not.</summary>
    public async Task<IReadOnlyList<CaseReferralRow>> WantingConsentAsync(CancellationToken cancellationToken)
    {
        if (isComplete)
            return [.. Current.Where(row => row.Consent == ConsentState.Needed).OrderBy(row => row.ReferralId, StringComparer.Ordinal)];
        await db.SaveChangesAsync(cancellationToken);
        return await db.CaseReferrals
            .Where(row => row.CountryCase == countryCase && row.Consent == ConsentState.Needed && row.EndedAt == null)
            .OrderBy(row => row.ReferralId)
            .ToListAsync(cancellationToken);
    }

    public async Task<CaseFacts> FactsAsync(CountryCaseRow row, CancellationToken cancellationToken)
    {
        if (!isComplete)
            await db.SaveChangesAsync(cancellationToken);
        IEnumerable<string> agencies = isComplete
            ? Current.Select(referral => referral.AgencyId)
            : await db.CaseReferrals.Where(referral => referral.CountryCase == countryCase && referral.EndedAt == null).Select(referral => referral.AgencyId).Distinct().ToListAsync(cancellationToken);
        return CaseFactsRules.Of(row.Country, row.Priority, [.. Current.Select(referral => referral.Read())], agencies);
    }

    /// <summary>What a hand-off in this part would carry now.</summary>
    public async Task<CarriedReferrals> CarriedAsync(HandOffRole role, DateTimeOffset? from, CancellationToken cancellationToken)
    {
        if (isComplete)
            return CarriedReferrals.Of(Current, role, from);
        await db.SaveChangesAsync(cancellationToken);
        return await CarriedReferrals.ReadAsync(db, countryCase, role, from, cancellationToken);
    }
}
