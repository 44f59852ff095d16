using Grpc.Core;
using Referrals.Audit.SignCheckpoints;
using Referrals.Audit.V1;
using Referrals.Platform.Commands;
using Referrals.Platform.Credentials;
using Referrals.Platform.Storage;

namespace Referrals.Audit.GetProofs;

/// <summary>Tells a service how far its own streams are under the latest checkpoint.</summary>
internal sealed class GetStreamHeadsHandler(Store<AuditDbContext> store)
{
    public async Task<GetStreamHeadsResponse> HandleAsync(GetStreamHeadsRequest request, ServerCallContext context)
    {
        var violations = new Violations();
        violations.Streams(request.Streams);
        if (violations.Any)
            throw new RefusedException(violations.ToRefusal());

        var service = StreamRequests.ServiceOf(context.GetPrincipal());
        return await store.ReadSqlAsync((sql, token) => ReadAsync(sql, service, request.Streams, token), context.CancellationToken);
    }

    private static async Task<GetStreamHeadsResponse> ReadAsync(Sql sql, string service, IReadOnlyCollection<string> streams, CancellationToken cancellationToken)
    {
        var size = await Checkpoints.LatestSizeAsync(sql, cancellationToken);
        var heads = new Dictionary<string, long>();
        foreach (var chunk in streams.Distinct().Chunk(sql.RowsPerStatement))
        {
            // A stream's sequences and indexes grow together, so the first one below the size, from the end, is the head.
            var found = await sql.QueryAsync(
                $"""
                select s.column1, (select l.sequence from log_leaves l where l.service = @p0 and l.stream = s.column1 and l.leaf_index < @p1 order by l.sequence desc limit 1)
                from (values {Sql.Rows(chunk.Length, 1, first: 2)}) s
                """,
                [service, size, .. chunk],
                row => (Stream: row.Text(0), Sequence: row.NumberOrNull(1)),
                cancellationToken);
            foreach (var (stream, sequence) in found)
                heads[stream] = sequence ?? 0;
        }

        return new GetStreamHeadsResponse { TreeSize = size, Heads = { streams.Select(stream => new StreamHead { Stream = stream, Sequence = heads[stream] }) } };
    }
}
