using Referrals.Common.V1;
using Referrals.Triage.V1;

namespace Referrals.Triage;

/// <summary>What of a country case survives its merge, should it be undone.</summary>
public static class MergeRules
{
    /// <summary>A decision that was made; what was held back or asked is undecided.</summary>
    public static (CountryCaseState State, Disposition Disposition) Kept(CountryCaseState state, Disposition disposition) => state switch
    {
        CountryCaseState.Accepted or CountryCaseState.Rejected or CountryCaseState.Withdrawn => (state, disposition),
        _ => (CountryCaseState.Open, Disposition.Unspecified),
    };
}
