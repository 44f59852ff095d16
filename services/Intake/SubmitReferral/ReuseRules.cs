using Referrals.Intake.Content;
using Referrals.Intake.Storage;
using Referrals.Intake.V1;
using Referrals.Platform.Commands;
using Referrals.Platform.Storage;

namespace Referrals.Intake.SubmitReferral;

/// <summary>A reference names one referral for good.</summary>
public sealed class ReuseRules(ContentStore content)
{
    /// <summary>Null when the submission is the one that was received; else why it cannot be taken under this reference.</summary>
    public async Task<Refusal?> RefuseAsync(Sql sql, ReferralRow earlier, NewReferral later, CancellationToken cancellationToken)
    {
        if (earlier.ErasedAt is not null || await content.KeyOfAsync(sql, earlier.Id, cancellationToken) is not { } key)
            return Erased(earlier.Id);
        if (earlier.ContentDigest == key.Digest(later.Content.Sha256))
            return null;
        var received = await content.ReadAsync(sql, earlier.Id, ContentStore.Submission, cancellationToken);
        return Reused(received ?? new Referral(), later.Referral, earlier);
    }

    /// <summary>The reference of an erased referral stays taken.</summary>
    public static Refusal Erased(string referralId) =>
        Refusal.FailedPrecondition("ERASED", "the referral with this reference is erased") with { Metadata = About(referralId) };

    /// <summary>Names the fields that differ, and the way to add to the earlier referral.</summary>
    public static Refusal Reused(Referral earlier, Referral later, ReferralRow row)
    {
        var paths = ContentDifference.Paths(earlier, later, "referral");
        return Refusal.AlreadyExists(
            "REFERENCE_REUSED",
            "another submission was received under this reference; send what is new by AddInformation, or a separate matter under a reference of its own") with
        {
            Fields = [.. paths.Select(path => new FieldError(path, "differs from what was received under this reference", "REFERENCE_REUSED"))],
            Metadata = new Dictionary<string, string>(About(row.Id)) { ["differs"] = string.Join(',', paths), ["use"] = "AddInformation" },
        };
    }

    private static Dictionary<string, string> About(string referralId) => new() { ["referral"] = referralId };
}
