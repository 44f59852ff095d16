using Referrals.Intake.FollowStatus;
using Referrals.Intake.V1;

namespace Referrals.Intake.WatchStatus;

internal static class WatchResponses
{
    public static WatchStatusResponse ToResponse(this ToldEntry told, string referralId) => new() { ReferralId = referralId, Entry = told.Entry, State = told.Headline };
}
