using Referrals.Intake.FollowStatus;
using Referrals.Intake.V1;

namespace Referrals.Intake.ReadReferral;

/// <summary>A status as a reader may see it: its sender all of it, an officer or a team its own countries, without who else reported.</summary>
public static class StatusView
{
    public static ReferralStatus For(ReadingRight right, ReferralStatus status)
    {
        if (right.Whole)
            return status;
        var view = new ReferralStatus { ReferralId = status.ReferralId, Erased = status.Erased };
        view.Countries.AddRange(status.Countries.Where(country => right.Countries.Contains(country.Country)).Select(country => country.Clone()));
        view.History.AddRange(status.History.Where(entry => entry.Detail != StatusDetail.Queried && (entry.Country.Length == 0 || right.Countries.Contains(entry.Country))));
        if (view.Countries.Count == 0)
            return view;
        var headline = States.Headline([.. view.Countries.Select(country => country.State)]);
        for (var i = 0; i < view.Countries.Count; i++)
            view.Countries[i].Headline = i == headline;
        view.State = view.Countries[headline].State;
        return view;
    }
}
