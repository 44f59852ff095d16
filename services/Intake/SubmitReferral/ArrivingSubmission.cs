using System.Diagnostics;
using Referrals.Intake.Facts;
using Referrals.Intake.FollowStatus;
using Referrals.Intake.Storage;
using Referrals.Intake.V1;
using Referrals.Platform.Credentials;
using Referrals.Platform.Promises;
using Referrals.Platform.Storage;

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

    /// <summary>How the transaction would receive it, and the answer, if it is stored then.</summary>
    public (Reception Reception, RememberedAnswer Answer) In(Work<IntakeDbContext> work, ServiceKey<IntakeDbContext> key)
    {
        var metadata = MetadataRules.OfSubmission(New.Referral, New.Id, Agency, New.Presence, work.Now);
        var reception = Reception.Of(work, key, New, metadata, Principal);
        var response = new SubmitResponse { Receipt = reception.Receipt, Status = StatusReader.OfNew(New.Id, metadata.Countries, work.Now) };
        return (reception, new RememberedAnswer(Principal.Name, RequestId, New.Content.Sha256, New.ContentDigest, response));
    }
}
