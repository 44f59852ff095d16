using Google.Protobuf.Collections;
using Google.Protobuf.WellKnownTypes;
using Referrals.Common.V1;
using Referrals.Platform;
using Referrals.Platform.Commands;
using Referrals.Triage.V1;

namespace Referrals.Triage;

/// <summary>What a question to a sender must say.</summary>
public static class InformationRules
{
    private const int DataAtMost = 16;
    private static readonly TimeSpan ShortestTime = TimeSpan.FromHours(1);
    private static readonly TimeSpan LongestTime = TimeSpan.FromDays(90);

    /// <summary>The rules that the request alone breaks.</summary>
    public static Violations Validate(RequestInformationRequest request)
    {
        var violations = RequestRules.CountryCase(request.CountryCase).Claim(request.ClaimToken).Version(request.ExpectedVersion);
        if (violations.Require(request.ReferralId.Length > 0, "referralId", "is required", "REQUIRED"))
            violations.Require(Ids.IsValid("ref", request.ReferralId), "referralId", "must be the id of a referral", "MALFORMED");
        violations.Require(request.Data.Count > 0, "data", "must have at least one element", "REQUIRED");
        violations.Require(request.Data.Count <= DataAtMost, "data", $"must have at most {DataAtMost} elements", "TOO_MANY");
        CheckData(violations, request.Data);
        violations.Words(request.Question, "question");
        if (request.Data.Contains(RequestedDatum.Other))
            violations.Require(!string.IsNullOrWhiteSpace(request.Question), "question", "is required with OTHER", "REQUIRED");
        violations.Require(
            request.AnswerWithin is not { } within || IsWithin(within),
            "answerWithin",
            "must be 1 hour to 90 days",
            "OUT_OF_RANGE");
        return violations;
    }

    private static void CheckData(Violations violations, RepeatedField<RequestedDatum> data)
    {
        var seen = new HashSet<RequestedDatum>();
        for (var i = 0; i < data.Count; i++)
        {
            violations.Require(data[i] != RequestedDatum.Unspecified, $"data[{i}]", "is required", "REQUIRED");
            violations.Require(seen.Add(data[i]), $"data[{i}]", "must be there once", "DUPLICATE");
        }
    }

    private static bool IsWithin(Duration within) =>
        within.Seconds >= (long)ShortestTime.TotalSeconds
        && within.Seconds <= (long)LongestTime.TotalSeconds
        && within.Nanos is >= 0 and < 1_000_000_000
        && within.ToTimeSpan() <= LongestTime;
}
