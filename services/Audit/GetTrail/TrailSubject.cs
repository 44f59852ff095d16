using System.Text.RegularExpressions;
using Referrals.Audit.AppendRecord;
using Referrals.Audit.V1;
using Referrals.Platform;
using Referrals.Platform.Commands;

namespace Referrals.Audit.GetTrail;

/// <summary>Whose trail is asked for: of exactly one of these. A country case names its case too.</summary>
internal sealed partial record TrailSubject(string? Referral, string? Case, string? CountryCase)
{
    public static TrailSubject Of(GetTrailRequest request) => request.OfCase switch
    {
        GetTrailRequest.OfOneofCase.ReferralId when Ids.IsValid("ref", request.ReferralId) => new TrailSubject(request.ReferralId, null, null),
        GetTrailRequest.OfOneofCase.CaseId when Ids.IsValid("case", request.CaseId) => new TrailSubject(null, request.CaseId, null),
        GetTrailRequest.OfOneofCase.CountryCase when CountryCaseName().IsMatch(request.CountryCase) => new TrailSubject(null, StreamName.Of(request.CountryCase).Case, request.CountryCase),
        GetTrailRequest.OfOneofCase.ReferralId => throw Malformed("referralId", "must be the id of a referral"),
        GetTrailRequest.OfOneofCase.CaseId => throw Malformed("caseId", "must be the id of a case"),
        GetTrailRequest.OfOneofCase.CountryCase => throw Malformed("countryCase", "must be cases/{id}/countries/{country}"),
        _ => throw new RefusedException(Refusal.Invalid("referralId", "a referral, a case or a country case is required", "REQUIRED")),
    };

    private static RefusedException Malformed(string field, string rule) => new(Refusal.Invalid(field, rule, "MALFORMED"));

    [GeneratedRegex("^cases/case-[0-9a-hjkmnp-tv-z]{26}/countries/[A-Z]{2}$")]
    private static partial Regex CountryCaseName();
}
