using Referrals.Common.V1;
using Referrals.Intake.V1;

namespace Referrals.Console.FollowReferrals;

/// <summary>What waits for a sender, from the history that the sender has.</summary>
public static class OpenQuestions
{
    /// <summary>Ids of the questions that were asked and not answered, oldest first.</summary>
    public static IReadOnlyList<string> Of(ReferralStatus status)
    {
        var answered = status.History.Where(entry => entry.Detail == StatusDetail.InformationAnswered).Select(entry => entry.InformationRequestId).ToHashSet();
        return [.. status.History
            .Where(entry => entry.Detail == StatusDetail.InformationRequested && !answered.Contains(entry.InformationRequestId))
            .Select(entry => entry.InformationRequestId)];
    }

    /// <summary>Whether consent is asked for in some country.</summary>
    public static bool WaitsForConsent(ReferralStatus status) => status.Countries.Any(country => country.State == ReferralState.AwaitingConsent);
}
