using Google.Protobuf;
using Referrals.Intake.Content;
using Referrals.Intake.Storage;
using Referrals.Intake.V1;
using Referrals.Platform.Commands;
using Referrals.Platform.Sealing;
using Referrals.Platform.Storage;

namespace Referrals.Intake.SubmitReferral;

/// <summary>Remembers the answers to request ids of Submit and SubmitMany, sealed, and knows a request again by its referral's key.</summary>
public sealed class RememberedAnswers(ServiceSeal<IntakeDbContext> seal, ContentStore content)
{
    /// <summary>What is stored of an answer: all but the content's hash, which the same request brings again.</summary>
    public byte[] Seal(string principal, string requestId, SubmitResponse response)
    {
        var stored = response.Clone();
        stored.Receipt.ContentSha256 = "";
        return seal.SealAnswer(principal, requestId, stored.ToByteArray());
    }

    /// <summary>The answer given before under this id; null when it is this one; a refusal when it was another request.</summary>
    public async Task<Result<SubmitResponse>?> FindEarlierAsync(Sql sql, RememberedAnswer answer, CancellationToken cancellationToken)
    {
        var rows = await sql.QueryAsync(
            "select method, request_hash, response from requests where principal = @p0 and request_id = @p1",
            [answer.Principal, answer.RequestId],
            row => (Method: row.Text(0), Digest: row.Text(1), Box: row.Bytes(2)),
            cancellationToken);
        if (rows is not [var (method, digest, box)])
            return null;
        if (method != RememberedAnswer.Method)
            return Reused();
        var response = SubmitResponse.Parser.ParseFrom(seal.OpenAnswer(answer.Principal, answer.RequestId, box));
        var referralId = response.Receipt.ReferralId;
        if (referralId == answer.Response.Receipt.ReferralId)
            return null;
        if (await content.KeyOfAsync(sql, referralId, cancellationToken) is not { } key)
            return ReuseRules.Erased(referralId);
        if (key.Digest(answer.ContentSha256) != digest)
            return Reused();
        response.Receipt.ContentSha256 = answer.ContentSha256;
        return response;
    }

    /// <summary>Answers the request from now on with what was stored under its reference before.</summary>
    public Task ReplaceAsync(Sql sql, RememberedAnswer answer, SubmitResponse response, string contentDigest, CancellationToken cancellationToken) =>
        sql.ExecuteAsync(
            "update requests set response = @p2, request_hash = @p3 where principal = @p0 and request_id = @p1",
            [answer.Principal, answer.RequestId, Seal(answer.Principal, answer.RequestId, response), contentDigest],
            cancellationToken);

    private static Refusal Reused() => Refusal.Invalid("requestId", "was used for another request", "REQUEST_ID_REUSED");
}
