using System.Diagnostics;
using Referrals.Contracts;
using Referrals.Intake.Facts;
using Referrals.Intake.FollowStatus;
using Referrals.Intake.V1;
using Referrals.Platform.Credentials;

namespace Referrals.Intake.SubmitReferral;

/// <summary>One call of Submit on its way: what is submitted, under which request id and by whom.</summary>
internal sealed record ArrivingSubmission(NewReferral New, string RequestId, string Agency, Principal Principal)
{
    /// <summary>The call's own trace, which what it leads to belongs to, with whatever others it is stored.</summary>
    public Activity? Trace { get; } = Activity.Current;

    /// <summary>What may not be used twice for other requests.</summary>
    public (string Principal, string RequestId) RequestKey => (Principal.Name, RequestId);

    /// <summary>What is one referral.</summary>
    public (string Sender, string Reference) ReferenceKey => (New.Sender, New.Referral.AgencyReference);

    /// <summary>What is known of it without reading it, and the answer, if it is stored at this time.</summary>
    public (ReferralMetadata Metadata, RememberedAnswer Answer) At(DateTimeOffset now)
    {
        var metadata = MetadataRules.OfSubmission(New.Referral, New.Id, Agency, New.Presence, now);
        var response = new SubmitResponse
        {
            Receipt = Receipts.Of(New.Id, metadata.AgencyReference, now, New.Content.Sha256),
            Status = StatusReader.OfNew(New.Id, metadata.Countries, now),
        };
        return (metadata, new RememberedAnswer(Principal.Name, RequestId, New.Content.Sha256, response));
    }
}
