using Referrals.Common.V1;
using Referrals.Contracts;

namespace Referrals.Routing.PlanHandOffs;

/// <summary>Sums the referrals of a country case up.</summary>
internal static class CaseFactsRules
{
    /// <summary>The facts of a case from its referrals (the newest few hundred where there are more) and all agencies that sent one.</summary>
    public static CaseFacts Of(string country, Priority priority, IReadOnlyCollection<ReferralMetadata> referrals, IEnumerable<string> agencies)
    {
        var withChildren = referrals.Where(referral => referral.ChildCount > 0).ToList();
        var strictest = referrals.Select(referral => referral.Tlp).Where(tlp => tlp != Tlp.Unspecified).DefaultIfEmpty(Tlp.Unspecified).Min();
        return new CaseFacts
        {
            Country = country,
            Priority = priority,
            Regions = Each(referrals.Select(referral => referral.Region).OfType<string>().Where(region => region.Length > 0)),
            IncidentTypes = Each(referrals.Select(referral => referral.IncidentType)),
            Tlp = strictest,
            Conditions = Each(referrals.SelectMany(referral => referral.Conditions)),
            IdentifierTypes = Each(referrals.SelectMany(referral => referral.IdentifierTypes)),
            Origins = Each(referrals.Select(referral => referral.Origin)),
            ChildGenders = Each(withChildren.SelectMany(referral => referral.ChildGenders).Where(gender => gender != Gender.Unspecified)),
            AllGendersKnown = withChildren.Count > 0 && withChildren.TrueForAll(AllStated),
            AgencyIds = Each(agencies),
        };
    }

    /// <summary>Genders are given each once, so that with more children than genders some may be unstated.</summary>
    private static bool AllStated(ReferralMetadata referral) =>
        referral.ChildGenders.Count(gender => gender != Gender.Unspecified) >= referral.ChildCount;

    private static IReadOnlyList<T> Each<T>(IEnumerable<T> values) => [.. values.Distinct().Order()];
}
