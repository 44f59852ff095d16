using Referrals.Common.V1;
using Referrals.Contracts;
using Referrals.Platform.Outbox;

namespace Referrals.Routing.Storage;

/// <summary>A referral of a country case, without content.</summary>
internal sealed class CaseReferralRow
{
    public required string CountryCase { get; init; }

    public required string ReferralId { get; init; }

    public required string AgencyId { get; init; }

    public required IncidentType IncidentType { get; set; }

    public required Tlp Tlp { get; set; }

    /// <summary>Conditions by name, separated by commas.</summary>
    public required string Conditions { get; set; }

    public ConsentState Consent { get; set; }

    /// <summary>The originator consented for the lead only.</summary>
    public bool LeadOnly { get; set; }

    /// <summary>Since when it may be handed over; null while consent is wanting.</summary>
    public DateTimeOffset? AvailableAt { get; set; }

    /// <summary>When it was withdrawn, erased, or its consent refused.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>The parent case that an officer moved it to.</summary>
    public string? MovedTo { get; set; }

    public bool Erased { get; set; }

    /// <summary>The referral's metadata, as JSON.</summary>
    public required string Facts { get; set; }

    public bool IsWaiting => AvailableAt is null && EndedAt is null;

    public static string ConditionNames(ReferralMetadata referral) => string.Join(',', referral.Conditions);

    public ReferralMetadata Read() => (ReferralMetadata)EventJson.Read(typeof(ReferralMetadata), Facts);

    /// <summary>Takes what is known now; older news than what is here changes nothing.</summary>
    public void Update(ReferralMetadata referral)
    {
        if (referral.Supplements < Read().Supplements)
            return;
        IncidentType = referral.IncidentType;
        Tlp = referral.Tlp;
        Conditions = ConditionNames(referral);
        Facts = EventJson.Write(referral);
    }
}
