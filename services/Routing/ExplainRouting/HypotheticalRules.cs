using Referrals.Common.V1;
using Referrals.Platform.Commands;
using Referrals.Routing.LoadPolicy;
using Referrals.Routing.PlanHandOffs;

namespace Referrals.Routing.ExplainRouting;

/// <summary>A case that does not exist, as facts.</summary>
internal static class HypotheticalRules
{
    public static CaseFacts Read(V1.HypotheticalCase hypothetical)
    {
        var violations = new Violations();
        violations.Require(PolicyForms.IsCountry(hypothetical.Country), "hypothetical.country", $"must be {PolicyForms.CountryRule}", "MALFORMED");
        violations.Require(hypothetical.Region.Length == 0 || PolicyForms.IsRegion(hypothetical.Region), "hypothetical.region", $"must be {PolicyForms.RegionRule}", "MALFORMED");
        violations.Require(hypothetical.Priority != Priority.Unspecified, "hypothetical.priority", "is required", "REQUIRED");
        violations.Require(hypothetical.IncidentTypes.Count is >= 1 and <= 8, "hypothetical.incidentTypes", "must name 1 to 8", "OUT_OF_RANGE");
        violations.Require(hypothetical.AgencyIds.Count <= 100, "hypothetical.agencyIds", "must name at most 100", "TOO_MANY");
        violations.Require(hypothetical.ChildCount >= 0, "hypothetical.childCount", "must not be negative", "OUT_OF_RANGE");
        if (violations.Any)
            throw new RefusedException(violations.ToRefusal());
        return new CaseFacts
        {
            Country = hypothetical.Country,
            Regions = hypothetical.Region.Length > 0 ? [hypothetical.Region] : [],
            IncidentTypes = [.. hypothetical.IncidentTypes.Distinct()],
            Priority = hypothetical.Priority,
            Tlp = hypothetical.Tlp,
            Conditions = [.. hypothetical.Conditions.Distinct()],
            IdentifierTypes = [.. hypothetical.IdentifierTypes.Distinct()],
            Origins = [ReferralOrigin.Agency],
            ChildGenders = [.. hypothetical.ChildGenders.Distinct()],
            AllGendersKnown = hypothetical.ChildCount > 0 && hypothetical.ChildGenders.Distinct().Count() >= hypothetical.ChildCount,
            AgencyIds = [.. hypothetical.AgencyIds.Distinct()],
        };
    }
}
