using Referrals.Intake.CheckSubmission;
using Referrals.Intake.FollowStatus;
using Referrals.Platform;

namespace Referrals.Intake.OwnReferral;

/// <summary>The form of names of country cases in requests.</summary>
public static class CountryCaseNames
{
    public static bool IsValid(string name) =>
        name.Split('/') is ["cases", var id, "countries", var country]
        && Ids.IsValid("case", id)
        && (country == States.GeneralDesk || CountryCodes.IsKnown(country));
}
