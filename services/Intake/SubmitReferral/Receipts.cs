using Google.Protobuf.WellKnownTypes;
using Referrals.Intake.Storage;
using Referrals.Intake.V1;

namespace Referrals.Intake.SubmitReferral;

/// <summary>Receipts: for one referral always the same, field by field.</summary>
public static class Receipts
{
    public static Receipt Of(ReferralRow row, string contentSha256) =>
        Of(row.Id, row.AgencyReference, row.ReceivedAt, contentSha256, row.Promise is { } promise ? SignedPromise.Parser.ParseFrom(promise) : null);

    public static Receipt Of(string referralId, string agencyReference, DateTimeOffset receivedAt, string contentSha256, SignedPromise? promise) => new()
    {
        ReferralId = referralId,
        AgencyReference = agencyReference,
        ReceivedAt = receivedAt.ToTimestamp(),
        ContentSha256 = contentSha256,
        Promise = promise,
    };
}
