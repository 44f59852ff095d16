using Referrals.Common.V1;
using Referrals.Platform.Commands;
using Referrals.Triage.V1;

namespace Referrals.Triage;

/// <summary>What a rejection must say: a disposition that ends the case, and with it what the sender can make use of.</summary>
public static class RejectionRules
{
    /// <summary>The rules that the request alone breaks.</summary>
    public static Violations Validate(RejectRequest request)
    {
        var violations = RequestRules.CountryCase(request.CountryCase)
            .Claim(request.ClaimToken)
            .Version(request.ExpectedVersion)
            .Justified(request.Justification, request.Note);
        CheckDisposition(violations, request.Disposition);
        violations.CheckPair(
            request.Disposition == Disposition.Informational,
            request.InformationalReason != InformationalReason.Unspecified,
            "informationalReason",
            "INFORMATIONAL");
        violations.CheckPair(
            request.Disposition == Disposition.InsufficientInformation,
            request.MissingDatum != RequestedDatum.Unspecified,
            "missingDatum",
            "INSUFFICIENT_INFORMATION");
        return violations;
    }

    /// <summary>The datum that reopens a rejected case: the one that it names, or the location where it is only for want of one that nobody acts on it.</summary>
    public static RequestedDatum WouldReopen(RequestedDatum missing, InformationalReason reason) =>
        reason == InformationalReason.NoIdentifiableLocation ? RequestedDatum.Location : missing;

    private static void CheckDisposition(Violations violations, Disposition disposition)
    {
        const string Field = "disposition";
        switch (disposition)
        {
            case Disposition.Unspecified:
                violations.Require(false, Field, "is required", "REQUIRED");
                break;
            case Disposition.Actionable:
                violations.Require(false, Field, "must not be ACTIONABLE: that is to accept", "NOT_ALLOWED");
                break;
            case Disposition.Duplicate:
                violations.Require(false, Field, "must not be DUPLICATE: that is a merge of cases", "NOT_ALLOWED");
                break;
        }
    }

    private static void CheckPair(this Violations violations, bool needed, bool given, string field, string disposition)
    {
        violations.Require(given || !needed, field, $"is required with {disposition}", "REQUIRED");
        violations.Require(needed || !given, field, $"goes with {disposition} only", "NOT_ALLOWED");
    }
}
