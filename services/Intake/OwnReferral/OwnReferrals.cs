using Referrals.Common.V1;
using Referrals.Intake.Storage;
using Referrals.Platform;
using Referrals.Platform.Access;
using Referrals.Platform.Commands;
using Referrals.Platform.Credentials;
using Referrals.Platform.Storage;

namespace Referrals.Intake.OwnReferral;

/// <summary>Finds a referral for its own sender, and nobody else.</summary>
public static class OwnReferrals
{
    public const string Kind = "referral";

    /// <summary>The caller's referral, locked until the transaction ends; a refusal when there is none, or it is another's.</summary>
    public static async Task<Result<ReferralRow>> LockAsync(Work<IntakeDbContext> work, string referralId, Principal principal, CancellationToken cancellationToken)
    {
        if (!Ids.IsValid("ref", referralId))
            return Malformed("referralId");
        work.AnswerIsAbout = referralId;
        await LockRowAsync(work, referralId, cancellationToken);
        var row = await work.Db.Referrals.FindAsync([referralId], cancellationToken);
        return Check(row, principal);
    }

    /// <summary>As <see cref="LockAsync"/>, for what only a referral that is not ended may have.</summary>
    public static async Task<Result<ReferralRow>> LockOpenAsync(Work<IntakeDbContext> work, string referralId, Principal principal, CancellationToken cancellationToken)
    {
        var found = await LockAsync(work, referralId, principal, cancellationToken);
        return found.IsRefused ? found : Ended(found.Value) is { } refusal ? refusal : found;
    }

    /// <summary>The referral, if the caller has the right to it: to speak for its sender, or to erase it.</summary>
    public static Result<ReferralRow> Check(ReferralRow? row, Principal principal, Right right = Right.SpeakForSender)
    {
        var standing = row is null ? Standing.None
            : principal.Role == Role.Agency && row.Sender == Senders.Of(principal) ? Standing.Sender
            : Standing.Exists;
        return principal.Check(right, standing, Kind) is { } refusal ? refusal : row!;
    }

    /// <summary>Why nothing can be added any more; null when it can.</summary>
    public static Refusal? Ended(ReferralRow row)
    {
        if (row.ErasedAt is { } erased)
            return Refusal.FailedPrecondition("ERASED", "the referral is erased") with { Metadata = At(erased) };
        if (row.WithdrawnAt is { } withdrawn)
            return Refusal.FailedPrecondition("WITHDRAWN", "the referral is withdrawn") with { Metadata = At(withdrawn) };
        return null;
    }

    public static Refusal Malformed(string field) => Refusal.Invalid(field, "must be an id of its kind", "MALFORMED");

    public static async Task LockRowAsync(Work<IntakeDbContext> work, string referralId, CancellationToken cancellationToken)
    {
        if (work.Sql.IsPostgres)
            await work.Sql.ScalarAsync<string>("select id from referrals where id = @p0 for update", [referralId], cancellationToken);
    }

    private static Dictionary<string, string> At(DateTimeOffset time) =>
        new() { ["at"] = time.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", System.Globalization.CultureInfo.InvariantCulture) };
}
