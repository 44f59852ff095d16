using Google.Protobuf;
using Grpc.Core;
using Referrals.Platform.Credentials;
using Referrals.Platform.Hosting;
using Referrals.Platform.Promises;
using Referrals.Platform.Sealing;
using Referrals.Platform.Storage;

namespace Referrals.Platform.Commands;

/// <summary>
/// Runs a changing rpc: one transaction, one answer for one request id, a refusal that leaves nothing behind. An answer with
/// a field <c>promises</c> gets the signed promises that what the caller did is written to the log. What is remembered of it
/// tells a reader of the store neither what was asked nor what was answered.
/// </summary>
public sealed class Commands<TDb>(Store<TDb> store, ServiceKey<TDb> key, ServiceSeal<TDb> seal)
    where TDb : ServiceDbContext
{
    /// <summary>
    /// Runs the body unless this caller's request id was answered before; then gives that answer again.
    /// The request must have a field <c>request_id</c>. What the body throws or refuses is not remembered.
    /// </summary>
    public async Task<TResponse> RunAsync<TRequest, TResponse>(
        TRequest request, ServerCallContext context, Func<Work<TDb>, Principal, CancellationToken, Task<Result<TResponse>>> body)
        where TRequest : IMessage<TRequest>
        where TResponse : IMessage<TResponse>, new()
    {
        var requestId = (string)request.Descriptor.FindFieldByName("request_id").Accessor.GetValue(request);
        if (!RequestId.IsValid(requestId))
            throw new RefusedException(Refusal.Invalid("requestId", RequestId.Rule, "MALFORMED"));

        var principal = context.GetPrincipal();
        var hash = seal.Key.Digest(request.ToByteArray());
        var result = await store.ExecuteAsync<Result<TResponse>>(
            async (work, token) =>
            {
                if (await FindAsync<TResponse>(work.Sql, principal, requestId, context.Method, hash, token) is { } earlier)
                    return earlier;
                var answer = await body(work, principal, token);
                if (answer.IsRefused)
                    return answer;
                await AnswerPromises.AddAsync(work, key, principal, answer.Value, token);
                await RememberAsync(work, principal, requestId, context.Method, hash, answer.Value, token);
                return answer;
            },
            answer => !answer.IsRefused,
            context.CancellationToken);
        Faults.Reach(Faults.CommandCommitted);

        // The same request may have been answered while this one waited for a lock, and be what stands in its way.
        if (result.IsRefused)
            result = await store.ReadSqlAsync((sql, token) => FindAsync<TResponse>(sql, principal, requestId, context.Method, hash, token), context.CancellationToken) ?? result;
        return result.OrThrow();
    }

    private async Task<Result<TResponse>?> FindAsync<TResponse>(
        Sql sql, Principal principal, string requestId, string method, string hash, CancellationToken cancellationToken)
        where TResponse : IMessage<TResponse>, new()
    {
        var found = await sql.QueryAsync(
            "select method, request_hash, response from requests where principal = @p0 and request_id = @p1",
            [principal.Name, requestId],
            row => (Method: row.Text(0), Hash: row.Text(1), Response: row.Bytes(2)),
            cancellationToken);
        if (found.Count == 0)
            return null;
        if (found[0].Method != method || found[0].Hash != hash)
            return Refusal.Invalid("requestId", "was used for another request", "REQUEST_ID_REUSED");
        var response = new TResponse();
        response.MergeFrom(seal.OpenAnswer(principal.Name, requestId, found[0].Response));
        return response;
    }

    private Task<int> RememberAsync(
        Work<TDb> work, Principal principal, string requestId, string method, string hash, IMessage response, CancellationToken cancellationToken) =>
        work.Sql.ExecuteAsync(
            "insert into requests (principal, request_id, method, request_hash, response, answered_at, subject) values (@p0, @p1, @p2, @p3, @p4, @p5, @p6)",
            [principal.Name, requestId, method, hash, seal.SealAnswer(principal.Name, requestId, response.ToByteArray()), work.Now, work.AnswerIsAbout],
            cancellationToken);
}
