using Referrals.Common.V1;
using Referrals.Contracts;

namespace Referrals.Triage;

/// <summary>
/// What a country case shows of all its referrals, added up one by one: the fifty-thousandth costs as little as the first.
/// </summary>
internal static class CaseTotals
{
    private const int AgenciesListed = 10;

    /// <summary>Counts a referral in. True if it tells more than that there is one more.</summary>
    public static bool Add(CountryCaseRow row, Arrival arrival, bool isNewAgency)
    {
        row.ReportCount++;
        row.JoinedCount++;
        var tells = isNewAgency;
        if (isNewAgency)
        {
            row.AgencyCount++;
            if (row.AgencyIds.Count < AgenciesListed)
                row.AgencyIds = [.. row.AgencyIds, arrival.Referral.AgencyId];
        }

        var matchedOn = Union(row.MatchedOn, arrival.MatchedOn);
        tells |= matchedOn.Count > row.MatchedOn.Count;
        row.MatchedOn = matchedOn;
        return Learn(row, arrival.Referral, 0) || tells;
    }

    /// <summary>Takes in what a referral says now; <paramref name="itemsBefore"/> are the evidence items that it said before.</summary>
    public static bool Learn(CountryCaseRow row, ReferralMetadata referral, int itemsBefore)
    {
        var own = PriorityRules.OfReferral(referral);
        var strongest = Assessment.MostUrgent(new Assessment(row.ReferralPriority, row.ReferralPriorityReason), own);
        var types = Union(row.IncidentTypes, [referral.IncidentType]);
        var tells = strongest.Priority != row.ReferralPriority
            || types.Count > row.IncidentTypes.Count
            || referral.Completeness > row.Completeness
            || referral.EvidenceItems != itemsBefore
            || (referral.ChildAtImmediateRisk && !row.ChildAtImmediateRisk);

        (row.ReferralPriority, row.ReferralPriorityReason) = (strongest.Priority, strongest.Reason);
        row.IncidentTypes = types;
        row.Completeness = Math.Max(row.Completeness, referral.Completeness);
        row.EvidenceItems = (int)Math.Clamp((long)row.EvidenceItems + referral.EvidenceItems - itemsBefore, 0, int.MaxValue);
        row.ChildAtImmediateRisk |= referral.ChildAtImmediateRisk;
        return tells;
    }

    /// <summary>What the case calls for by what is known of it now.</summary>
    public static Assessment Assess(CountryCaseRow row) =>
        PriorityRules.OfCase(new Assessment(row.ReferralPriority, row.ReferralPriorityReason), row.AgencyCount);

    /// <summary>Whether every referral names known files and nothing else.</summary>
    public static bool IsKnownMaterialOnly(CountryCaseRow row) => row.ReferralPriorityReason == PriorityReason.KnownMaterial;

    private static List<T> Union<T>(List<T> known, IReadOnlyList<T> more) =>
        more.All(known.Contains) ? known : [.. known.Union(more)];
}
