using System.Text.RegularExpressions;
using Referrals.Audit.V1;

namespace Referrals.Audit.GetTrail;

/// <summary>
/// An agency reads what became of its referral in a case that others reported too. A record of the case may name their
/// referrals; its leaf is then kept back, while its hash and what it says of the case stay.
/// </summary>
internal static partial class OthersReferrals
{
    public static LogRecord Withhold(LogRecord record, TrailView view, TrailSubject subject)
    {
        if (view.OnlyAgency is not null && ReferralId().Matches(record.LeafJson).Any(match => match.Value != subject.Referral))
            record.LeafJson = "";
        return record;
    }

    [GeneratedRegex("ref-[0-9a-z]{26}")]
    private static partial Regex ReferralId();
}
