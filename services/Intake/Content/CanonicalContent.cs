using System.Security.Cryptography;
using Google.Protobuf;
using Referrals.Intake.V1;

namespace Referrals.Intake.Content;

/// <summary>
/// The canonical form of a submission: its protobuf encoding with fields in the order of their numbers and defaults left
/// out, where a risk stated as false counts as not stated. So the JSON form and the wire give the same hash.
/// </summary>
public sealed record CanonicalContent(byte[] Bytes, string Sha256)
{
    /// <summary>Of a submission; leaves the message in its canonical form.</summary>
    public static CanonicalContent OfSubmission(Referral referral)
    {
        if (referral.HasChildAtImmediateRisk && !referral.ChildAtImmediateRisk)
            referral.ClearChildAtImmediateRisk();
        return Of(referral);
    }

    /// <summary>Of a supplement, in which a risk stated as false says something.</summary>
    public static CanonicalContent Of(Referral referral)
    {
        var bytes = referral.ToByteArray();
        return new CanonicalContent(bytes, Hash(bytes));
    }

    /// <summary>The hash without the sender's reference: alike for the same content under another one.</summary>
    public static string HashWithoutReference(Referral referral)
    {
        if (referral.AgencyReference.Length == 0)
            return Hash(referral.ToByteArray());
        var matter = referral.Clone();
        matter.AgencyReference = "";
        return Hash(matter.ToByteArray());
    }

    /// <summary>SHA-256 of any message's encoding, in hexadecimal.</summary>
    public static string HashOf(IMessage message) => Hash(message.ToByteArray());

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
