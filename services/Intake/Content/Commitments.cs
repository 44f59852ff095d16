using System.Security.Cryptography;
using Referrals.Intake.V1;
using Referrals.Platform.Sealing;

namespace Referrals.Intake.Content;

/// <summary>
/// Commitments to content: HMAC-SHA-256 under a salt of its own for each field. Who has the salt can show what the content was;
/// who has not learns nothing, not even by guessing; and with the key of the referral all its salts are gone.
/// </summary>
public static class Commitments
{
    /// <summary>Commits to each field that is given, by its name in the JSON form: 64 hexadecimal digits.</summary>
    public static IReadOnlyDictionary<string, string> To(Referral content, string part, SubjectKey key) =>
        CommittedFields.Of(content).ToDictionary(field => field.Field, field => Convert.ToHexStringLower(HMACSHA256.HashData(SaltOf(key, part, field.Field), field.Value)));

    /// <summary>The salts of a submission (part 0) or supplement, a field each.</summary>
    public static IEnumerable<CommitmentSalt> SaltsOf(Referral content, int part, SubjectKey key) => CommittedFields.Of(content).Select(field => new CommitmentSalt
    {
        Supplement = part,
        Field = field.Field,
        Salt = Google.Protobuf.ByteString.CopyFrom(SaltOf(key, ContentStore.Part(part), field.Field)),
    });

    private static byte[] SaltOf(SubjectKey key, string part, string field) => key.Salt($"{part}/{field}");
}
