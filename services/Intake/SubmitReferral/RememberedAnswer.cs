using Referrals.Intake.V1;
using Referrals.Platform.Storage;

namespace Referrals.Intake.SubmitReferral;

/// <summary>
/// The answer to a request id. Submit and SubmitMany share it, so that an item of a broken stream may be sent again by either.
/// </summary>
public sealed record RememberedAnswer(string Principal, string RequestId, string ContentSha256, string ContentDigest, SubmitResponse Response)
{
    /// <summary>The rpc that it is remembered for.</summary>
    public const string Method = "/referrals.intake.v1.IntakeService/Submit";

    public static string Statement(int first) =>
        $"""
        insert into requests (principal, request_id, method, request_hash, response, answered_at) values {Sql.Rows(1, 6, first)}
        on conflict (principal, request_id) do nothing
        """;

    public object?[] Arguments(RememberedAnswers answers, DateTimeOffset now) =>
        [Principal, RequestId, Method, ContentDigest, answers.Seal(Principal, RequestId, Response), now];
}
