using Referrals.Common.V1;
using Referrals.Intake.CheckSubmission;
using Referrals.Intake.Content;
using Referrals.Intake.FollowStatus;
using Referrals.Intake.Storage;
using Referrals.Intake.V1;
using Referrals.Platform.Commands;

namespace Referrals.Intake.ListReferrals;

/// <summary>Which referrals a call lists, and from where on.</summary>
public sealed record ListFilter(string Sender, ListRequest Request, int PageSize, ListCursor? After)
{
    private const int DefaultPageSize = 50;
    private const int MaximumPageSize = 1000;

    public static ListFilter Of(ListRequest request, string sender)
    {
        var violations = new Violations();
        violations.Require(request.PageSize >= 0, "pageSize", "must not be negative", "OUT_OF_RANGE");
        violations.Require(
            request.Country.Length == 0 || request.Country == States.GeneralDesk || CountryCodes.IsKnown(request.Country), "country", "must be an ISO 3166-1 alpha-2 code", "UNKNOWN_VALUE");
        for (var i = 0; i < request.States.Count; i++)
            violations.Require(request.States[i] != ReferralState.Unspecified, $"states[{i}]", "is required", "REQUIRED");
        for (var i = 0; i < request.IncidentTypes.Count; i++)
            violations.Require(request.IncidentTypes[i] != IncidentType.Unspecified, $"incidentTypes[{i}]", "is required", "REQUIRED");
        TimeRules.Representable(violations, request.ReceivedFrom, "receivedFrom");
        TimeRules.Representable(violations, request.ReceivedBefore, "receivedBefore");
        var fingerprint = Fingerprint(request);
        var after = request.PageToken.Length == 0 ? null : ListCursor.Read(request.PageToken, fingerprint);
        violations.Require(request.PageToken.Length == 0 || after is not null, "pageToken", "must be the next_page_token of the page before, with the same filters", "PAGE_TOKEN_INVALID");
        if (violations.Any)
            throw new RefusedException(violations.ToRefusal());
        return new ListFilter(sender, request, request.PageSize == 0 ? DefaultPageSize : Math.Min(request.PageSize, MaximumPageSize), after);
    }

    public IQueryable<ReferralRow> Apply(IQueryable<ReferralRow> rows, ListCursor? after)
    {
        rows = rows.Where(row => row.Sender == Sender);
        if (after is { ReceivedAt: var time, Id: var id })
            rows = rows.Where(row => row.ReceivedAt < time || (row.ReceivedAt == time && row.Id.CompareTo(id) < 0));
        if (Request.Country == States.GeneralDesk)
            rows = rows.Where(row => row.Countries == "");
        else if (Request.Country.Length > 0)
            rows = rows.Where(row => row.Countries.Contains($",{Request.Country},"));
        if (Request.IncidentTypes.Count > 0)
            rows = rows.Where(row => Request.IncidentTypes.ToList().Contains(row.IncidentType));
        if (Request.ReceivedFrom?.ToDateTimeOffset() is { } from)
            rows = rows.Where(row => row.ReceivedAt >= from);
        if (Request.ReceivedBefore?.ToDateTimeOffset() is { } before)
            rows = rows.Where(row => row.ReceivedAt < before);
        if (Request.AgencyReference.Length > 0)
            rows = rows.Where(row => row.AgencyReference == Request.AgencyReference);
        if (Request.AwaitingAnswer)
            rows = rows.Where(row => row.OpenQuestions > 0 && row.WithdrawnAt == null);
        return rows.OrderByDescending(row => row.ReceivedAt).ThenByDescending(row => row.Id);
    }

    public bool Admits(ReferralState headline) => Request.States.Count == 0 || Request.States.Contains(headline);

    public string Token(ListCursor after) => after.Write(Fingerprint(Request));

    /// <summary>A token is of the same filters only; the page size may change.</summary>
    private static string Fingerprint(ListRequest request)
    {
        var filters = request.Clone();
        filters.PageToken = "";
        filters.PageSize = 0;
        return CanonicalContent.HashOf(filters)[..16];
    }
}
