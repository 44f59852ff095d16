using Referrals.Common.V1;
using Referrals.Intake.V1;

namespace Referrals.Intake.FollowStatus;

/// <summary>One country of one referral while its history is told: the case's state, and what is the referral's own.</summary>
internal sealed class CountryStanding(string country, DateTimeOffset since)
{
    public string Country { get; } = country;

    /// <summary>The case's last entry that moved it; null before there is one.</summary>
    public StatusEntry? Case { get; set; }

    public HashSet<string> OpenQuestions { get; } = [];

    public bool AwaitsConsent { get; set; }

    public bool ConsentRefused { get; set; }

    public bool Withdrawn { get; set; }

    public ReferralState State { get; private set; } = ReferralState.Received;

    public DateTimeOffset Since { get; private set; } = since;

    /// <summary>
    /// What is the referral's own comes first, where it still matters: a question only until triage has decided, a consent
    /// only while the case is not ended. What had ended before a withdrawal stays as it ended.
    /// </summary>
    public void Settle(DateTimeOffset at)
    {
        var state = Case?.State ?? ReferralState.Received;
        if (States.IsOpen(state))
        {
            if (Withdrawn || ConsentRefused)
                state = ReferralState.Withdrawn;
            else if (AwaitsConsent)
                state = ReferralState.AwaitingConsent;
            else if (OpenQuestions.Count > 0 && state <= ReferralState.InTriage)
                state = ReferralState.InformationRequested;
        }

        if (state == State)
            return;
        State = state;
        Since = at;
    }
}
