using Google.Protobuf;
using Referrals.Contracts;
using Referrals.Intake.Facts;
using Referrals.Intake.Storage;
using Referrals.Intake.V1;
using Referrals.Platform.Auditing;
using Referrals.Platform.Credentials;
using Referrals.Platform.Promises;
using Referrals.Platform.Storage;

namespace Referrals.Intake.SubmitReferral;

/// <summary>
/// A submission as a transaction would receive it: what may be known of it without reading it, the record that its stream
/// begins with, and the receipt, which promises that record. Nothing of it is written by making it.
/// </summary>
public sealed record Reception(NewReferral New, ReferralMetadata Metadata, FirstRecord Record, Receipt Receipt)
{
    /// <summary>The promise as it is kept beside the referral, so that every receipt has the same.</summary>
    public byte[] Promise => Receipt.Promise.ToByteArray();

    /// <summary>Receives a submission now, from whoever sent it.</summary>
    public static Reception Of(
        Work<IntakeDbContext> work, ServiceKey<IntakeDbContext> key, NewReferral submission, ReferralMetadata metadata, Principal actor, string? addedBy = null)
    {
        var record = work.First(StreamOf(submission), new AuditEntry
        {
            Type = AuditTypes.Received,
            Actor = actor,
            Agency = metadata.AgencyId,
            Team = metadata.TeamId,
            CountryCase = metadata.BornIn,
            Referral = submission.Id,
            Handling = MetadataRules.Handling(metadata),
            Details = addedBy is null ? null : new Dictionary<string, string> { ["addedBy"] = addedBy },
            Commitments = submission.Commitments,
        });
        var receipt = Receipts.Of(submission.Id, metadata.AgencyReference, metadata.ReceivedAt, submission.Content.Sha256, key.Promise(record.Body));
        return new Reception(submission, metadata, record, receipt);
    }

    /// <summary>What others hear of it, and the record of its receipt.</summary>
    public void Announce(Work<IntakeDbContext> work)
    {
        work.Record(Record);
        work.Publish(StreamOf(New), new ReferralReceived { Referral = Metadata });
    }

    private static string StreamOf(NewReferral submission) => $"referrals/{submission.Id}";
}
