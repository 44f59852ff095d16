using Google.Protobuf;
using Referrals.Intake.V1;
using Referrals.Platform.Commands;
using Referrals.Platform.Storage;

namespace Referrals.Intake.SubmitReferral;

/// <summary>
/// The answer to a request id. Submit and SubmitMany share it, so that an item of a broken stream may be sent again by either.
/// </summary>
public sealed record RememberedAnswer(string Principal, string RequestId, string ContentSha256, SubmitResponse Response)
{
    private const string Method = "/referrals.intake.v1.IntakeService/Submit";

    public string Statement(int first) =>
        $"""
        insert into requests (principal, request_id, method, request_hash, response, answered_at) values {Sql.Rows(1, 6, first)}
        on conflict (principal, request_id) do nothing
        """;

    public object?[] Arguments(DateTimeOffset now) => [Principal, RequestId, Method, ContentSha256, Response.ToByteArray(), now];

    /// <summary>The answer given before under this id; null when it is this one; a refusal when it was another request.</summary>
    public async Task<Result<SubmitResponse>?> FindEarlierAsync(Sql sql, CancellationToken cancellationToken)
    {
        var rows = await sql.QueryAsync(
            "select method, request_hash, response from requests where principal = @p0 and request_id = @p1",
            [Principal, RequestId],
            row => (Method: row.Text(0), Hash: row.Text(1), Response: SubmitResponse.Parser.ParseFrom(row.Bytes(2))),
            cancellationToken);
        if (rows is not [var (method, hash, response)])
            return null;
        if (method != Method || hash != ContentSha256)
            return Refusal.Invalid("requestId", "was used for another request", "REQUEST_ID_REUSED");
        if (response.Receipt.ReferralId == Response.Receipt.ReferralId)
            return null;
        return (Result<SubmitResponse>)response;
    }

    public Task ReplaceAsync(Sql sql, SubmitResponse response, CancellationToken cancellationToken) =>
        sql.ExecuteAsync(
            "update requests set response = @p2 where principal = @p0 and request_id = @p1", [Principal, RequestId, response.ToByteArray()], cancellationToken);
}
