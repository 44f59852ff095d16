using System.Security.Cryptography;
using Google.Protobuf.WellKnownTypes;
using Referrals.Triage.V1;

namespace Referrals.Triage;

/// <summary>The claim on a country case: who holds it, until when, and the token that proves it.</summary>
internal static class Claims
{
    private const int TokenBytes = 16;

    public static bool IsHeld(CountryCaseRow row, DateTimeOffset now) => row.Holder is not null && row.LeaseUntil > now;

    public static bool IsHeldBy(CountryCaseRow row, string officer, DateTimeOffset now) => IsHeld(row, now) && row.Holder == officer;

    public static void Give(CountryCaseRow row, string officer, DateTimeOffset until)
    {
        row.Holder = officer;
        row.ClaimToken = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(TokenBytes));
        row.LeaseUntil = until;
    }

    public static void Clear(CountryCaseRow row) => (row.Holder, row.ClaimToken, row.LeaseUntil) = (null, null, null);

    public static CaseClaim ToMessage(CountryCaseRow row) => new() { ClaimToken = row.ClaimToken, LeaseUntil = row.LeaseUntil!.Value.ToTimestamp() };
}
