using Referrals.Audit.ReadLog;
using Referrals.Audit.V1;

namespace Referrals.Audit.Search;

/// <summary>Searches the log for an auditor.</summary>
internal sealed class SearchHandler(LogReader log)
{
    private const int DefaultPageSize = 100;

    public async Task<SearchResponse> HandleAsync(SearchRequest request, CancellationToken cancellationToken)
    {
        SearchRules.Check(request);
        var limit = request.PageSize == 0 ? DefaultPageSize : request.PageSize;
        var (leaves, next) = await log.ReadPageAsync(Filter(request), request.PageToken, limit, request.NewestFirst, cancellationToken);
        return new SearchResponse { Records = { leaves.Select(leaf => leaf.ToRecord()) }, NextPageToken = next };
    }

    private static LogFilter Filter(SearchRequest request)
    {
        var filter = new LogFilter()
            .RequireText("actor", request.Actor)
            .RequireText("agency", request.Agency)
            .RequireText("team", request.Team)
            .RequireText("case_id", request.CaseId)
            .RequireText("country_case", request.CountryCase)
            .RequireText("referral_id", request.ReferralId)
            .RequireText("hand_off_id", request.HandOffId)
            .RequireText("service", request.Service)
            .RequireText("rule_id", request.RuleId)
            .RequireText("stream", request.Stream);
        if (request.EventTypes.Count > 0)
            filter.RequireOneOf("type", request.EventTypes);
        if (request.From is not null)
            filter.Require("time >= ?", request.From.ToDateTimeOffset());
        if (request.Before is not null)
            filter.Require("time < ?", request.Before.ToDateTimeOffset());
        return filter;
    }
}
