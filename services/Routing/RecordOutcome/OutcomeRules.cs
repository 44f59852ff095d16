using Referrals.Common.V1;
using Referrals.Platform.Commands;

namespace Referrals.Routing.RecordOutcome;

/// <summary>What an outcome must say.</summary>
internal static class OutcomeRules
{
    private const int MostPersons = 10_000;

    public static void Check(V1.HandOffOutcome? outcome, Violations violations)
    {
        if (!violations.Require(outcome is not null, "outcome", "is required", "REQUIRED"))
            return;
        violations.Require(outcome!.Outcome != Outcome.Unspecified, "outcome.outcome", "is required", "REQUIRED");
        if (outcome.Outcome == Outcome.Closed)
            violations.Require(outcome.ClosedReason != ClosedReason.Unspecified, "outcome.closedReason", "is required with CLOSED", "REQUIRED");
        else
            violations.Require(outcome.ClosedReason == ClosedReason.Unspecified, "outcome.closedReason", "must be left out without CLOSED", "NOT_ALLOWED");
        violations.Require(outcome.PersonsSafeguarded is >= 0 and <= MostPersons, "outcome.personsSafeguarded", "must be 0 to 10,000", "OUT_OF_RANGE");
        violations.Require(outcome.PersonsArrested is >= 0 and <= MostPersons, "outcome.personsArrested", "must be 0 to 10,000", "OUT_OF_RANGE");
    }
}
