using Referrals.Common.V1;
using Referrals.Contracts;
using Referrals.Triage.V1;

namespace Referrals.Triage;

/// <summary>What becomes of a country case when a referral joins it, or when one of its referrals tells more.</summary>
public static class JoinRules
{
    /// <summary>The effect, by where the case stands, what its rejection left open, and what the referral brings.</summary>
    /// <param name="countryCase">The case's name.</param>
    /// <param name="state">Where it stands.</param>
    /// <param name="priority">Its priority.</param>
    /// <param name="missing">With a rejection for insufficient information: the datum that reopens it.</param>
    /// <param name="referral">What is known of the referral.</param>
    /// <param name="calls">What the referral alone calls for.</param>
    public static JoinEffect Effect(string countryCase, CountryCaseState state, Priority priority, RequestedDatum missing, ReferralMetadata referral, Assessment calls) => state switch
    {
        CountryCaseState.Open or CountryCaseState.InformationRequested => JoinEffect.Waits,
        CountryCaseState.Accepted or CountryCaseState.AcceptHeld => JoinEffect.FollowsAcceptance,

        // A team adds to what it holds; that is no reason for a desk to decide again. What it held may have ended in this case, though.
        _ when referral.BornIn == countryCase => JoinEffect.Counts,

        // Nobody decided: its senders had taken everything back.
        CountryCaseState.Withdrawn => JoinEffect.Reopens,
        CountryCaseState.Rejected when calls.IsMoreUrgentThan(priority) || Brings(missing, referral) => JoinEffect.Reopens,
        _ => JoinEffect.Counts,
    };

    /// <summary>Whether a case is at an end for its desk, and not with teams.</summary>
    public static bool IsClosed(CountryCaseState state) => state is CountryCaseState.Rejected or CountryCaseState.Withdrawn or CountryCaseState.Merged;

    /// <summary>Whether nobody outside has heard of a decision.</summary>
    public static bool IsUndecided(CountryCaseState state) => state is CountryCaseState.Open or CountryCaseState.InformationRequested or CountryCaseState.AcceptHeld;

    /// <summary>Whether a referral brings a datum, as far as that shows without its content; what cannot show is taken to be there.</summary>
    public static bool Brings(RequestedDatum datum, ReferralMetadata referral) => datum switch
    {
        RequestedDatum.Unspecified => false,
        RequestedDatum.Location => !string.IsNullOrEmpty(referral.Region) || Has(referral, IdentifierType.Ip),
        RequestedDatum.SubjectIdentity => referral.SubjectCount > 0,
        RequestedDatum.ChildIdentity => referral.ChildCount > 0,
        RequestedDatum.Account => Has(referral, IdentifierType.Account, IdentifierType.ScreenName, IdentifierType.ProfileUrl),
        RequestedDatum.IpPortAndTime => Has(referral, IdentifierType.Ip),
        RequestedDatum.ContactIdentifier => Has(referral, IdentifierType.Email, IdentifierType.Phone),
        RequestedDatum.PaymentRecords => Has(referral, IdentifierType.PaymentHandle),
        RequestedDatum.FileHashes => Has(referral, IdentifierType.FileHash),
        RequestedDatum.EvidenceLocator => referral.EvidenceItems > 0,
        RequestedDatum.TimeOfIncident => referral.OccurredAt is not null,
        RequestedDatum.RiskToChild => referral.ChildAtImmediateRisk,
        _ => true,
    };

    private static bool Has(ReferralMetadata referral, params ReadOnlySpan<IdentifierType> types)
    {
        foreach (var type in types)
        {
            if (referral.IdentifierTypes.Contains(type))
                return true;
        }

        return false;
    }
}
