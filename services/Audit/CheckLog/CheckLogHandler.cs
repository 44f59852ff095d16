using Grpc.Core;
using Microsoft.Extensions.Options;
using Referrals.Audit.SignCheckpoints;
using Referrals.Audit.V1;
using Referrals.Platform.Storage;
using Referrals.TransparencyLog.Tree;

namespace Referrals.Audit.CheckLog;

/// <summary>
/// Reads the whole stored log again, from the first leaf, and takes nothing that is stored beside it on trust. It shows
/// that the store is whole; that it was not exchanged for another is for witnesses and holders of older checkpoints to say.
/// </summary>
internal sealed class CheckLogHandler(Store<AuditDbContext> store, IOptions<LogOptions> options)
{
    private const long ProgressEvery = 50_000;

    public Task HandleAsync(IServerStreamWriter<CheckLogResponse> responses, CancellationToken cancellationToken) => store.ReadSqlAsync(
        async (sql, token) =>
        {
            var faults = new FaultReport(responses, token);
            var (size, signed) = await Checkpoints.SizesAsync(sql, token);
            var keys = await new KeyCheck(sql, faults, options.Value.Origin).ReadAsync(token);
            var leaves = new LeafCheck(sql, faults);
            var tiles = new TileCheck(sql, faults);
            var checkpoints = new CheckpointCheck(sql, faults, options.Value.Origin, keys);
            var tree = new TreeFrontier();
            while (tree.Size < size)
            {
                foreach (var hash in await leaves.ReadAsync(tree.Size, Math.Min(size, tree.Size + LeafCheck.PageSize), token))
                {
                    tree.Append(hash);
                    if (tree.Size <= signed)
                        await tiles.AppendAsync(hash, token);
                    await checkpoints.VisitAsync(tree, token);
                }

                if (tree.Size % ProgressEvery == 0)
                    await responses.WriteAsync(new CheckLogResponse { Progress = new LogCheckProgress { Leaves = tree.Size, Size = size } }, token);
            }

            var now = await Checkpoints.SizesAsync(sql, token);
            await checkpoints.FinishAsync(size, signed, token);
            await tiles.FinishAsync(now != (size, signed), token);
            await BeyondHeadAsync(sql, faults, token);
            await responses.WriteAsync(new CheckLogResponse { Summary = Sum(size, signed, tiles, checkpoints, faults) }, token);
            return true;
        },
        cancellationToken);

    /// <summary>Leaves that the head does not count, at one moment: the log goes on while it is read.</summary>
    private static async Task BeyondHeadAsync(Sql sql, FaultReport faults, CancellationToken cancellationToken)
    {
        var beyond = await sql.ScalarAsync<long>("select count(*) from log_leaves where leaf_index >= (select size from log_head) or leaf_index < 0", [], cancellationToken);
        await faults.RequireAsync(beyond == 0, LogFaultKind.MissingLeaf, "head", "there are leaves beyond the size of the log");
    }

    private static LogCheckSummary Sum(long size, long signed, TileCheck tiles, CheckpointCheck checkpoints, FaultReport faults) => new()
    {
        Leaves = size,
        Tiles = tiles.Count,
        Checkpoints = checkpoints.Count,
        Cosignatures = checkpoints.Cosignatures,
        Faults = faults.Count,
        TreeSize = signed,
    };
}
