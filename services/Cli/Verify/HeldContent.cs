using Google.Protobuf;
using Referrals.Cli.Errors;
using Referrals.Contracts.Json;
using Referrals.Intake.V1;
using Referrals.TransparencyLog.Verify;

namespace Referrals.Cli.Verify;

/// <summary>Content that somebody holds, in the form that records commit to.</summary>
internal static class HeldContent
{
    /// <summary>A referral however it was written, as the exchange wrote it; anything else as it is.</summary>
    public static string Canonical(string content) => ReferralJson.Parse<Referral>(content) is { IsValid: true } reading ? JsonFormatter.Default.Format(reading.Message) : content;

    /// <summary>What an answer of <c>status ID --content --json</c> holds, part by part.</summary>
    public static IReadOnlyList<KnownContent> Read(string answer)
    {
        if (ReferralJson.Parse<GetResponse>(answer) is not { IsValid: true, Message.Referral: { } referral })
            throw new UsageException("--answer is not an answer as status ID --content --json prints it");
        var contents = referral.Supplements.Where(supplement => supplement.Content is not null).ToDictionary(supplement => supplement.Number, supplement => supplement.Content);
        if (referral.Content is not null)
            contents[0] = referral.Content;
        var salts = referral.Salts.ToLookup(salt => salt.Supplement, salt => (salt.Field, salt.Salt.ToByteArray()));
        return salts.Count > 0
            ? [.. contents.OrderBy(part => part.Key)
                .Select(part => new KnownContent(referral.ReferralId, part.Key, JsonFormatter.Default.Format(part.Value), [.. salts[part.Key]]))]
            : throw new UsageException("the answer holds no salts: the referral is erased, or it was read without --content");
    }
}
