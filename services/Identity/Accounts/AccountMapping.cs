using Google.Protobuf.WellKnownTypes;
using Referrals.Identity.Storage;

namespace Referrals.Identity.Accounts;

/// <summary>Accounts as the API shows them.</summary>
internal static class AccountMapping
{
    public static V1.Account ToMessage(this AccountRow row, IEnumerable<PasskeyRow> passkeys, int recoveryCodes) => new()
    {
        Principal = row.Principal,
        HasPassword = row.PasswordHash is not null,
        Passkeys = { passkeys.OrderBy(passkey => passkey.AddedAt).Select(ToMessage) },
        RecoveryCodesLeft = recoveryCodes,
        Failures = row.Failures,
        LockedUntil = row.LockedUntil?.ToTimestamp(),
        ResetAt = row.ResetAt?.ToTimestamp(),
    };

    private static V1.Passkey ToMessage(PasskeyRow row) => new()
    {
        PasskeyId = row.PasskeyId,
        Name = row.Name,
        AddedAt = row.AddedAt.ToTimestamp(),
        UsedAt = row.UsedAt?.ToTimestamp(),
    };
}
