using Referrals.Audit.V1;
using Referrals.Platform.Commands;

namespace Referrals.Audit.Search;

/// <summary>What a search may ask.</summary>
internal static class SearchRules
{
    public const int MaximumPageSize = 1000;
    private const int MaximumEventTypes = 50;
    private const int MaximumText = 200;

    public static void Check(SearchRequest request)
    {
        var violations = new Violations();
        violations.Require(request.PageSize is >= 0 and <= MaximumPageSize, "pageSize", $"must be 0 to {MaximumPageSize}", "OUT_OF_RANGE");
        violations.Require(request.EventTypes.Count <= MaximumEventTypes, "eventTypes", $"must be at most {MaximumEventTypes}", "TOO_MANY");
        for (var i = 0; i < request.EventTypes.Count; i++)
            violations.Text(request.EventTypes[i], $"eventTypes[{i}]", MaximumText);
        violations.Require(
            request.From is null || request.Before is null || request.From.ToDateTimeOffset() < request.Before.ToDateTimeOffset(), "before", "must be after from", "OUT_OF_RANGE");
        CheckTexts(request, violations);
        if (violations.Any)
            throw new RefusedException(violations.ToRefusal());
    }

    private static void CheckTexts(SearchRequest request, Violations violations)
    {
        violations.Text(request.Actor, "actor", MaximumText, minimum: 0);
        violations.Text(request.Agency, "agency", MaximumText, minimum: 0);
        violations.Text(request.Team, "team", MaximumText, minimum: 0);
        violations.Text(request.CaseId, "caseId", MaximumText, minimum: 0);
        violations.Text(request.CountryCase, "countryCase", MaximumText, minimum: 0);
        violations.Text(request.ReferralId, "referralId", MaximumText, minimum: 0);
        violations.Text(request.HandOffId, "handOffId", MaximumText, minimum: 0);
        violations.Text(request.Service, "service", MaximumText, minimum: 0);
        violations.Text(request.RuleId, "ruleId", MaximumText, minimum: 0);
        violations.Text(request.Stream, "stream", MaximumText, minimum: 0);
    }
}
