using System.Globalization;
using Grpc.Core;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Referrals.Audit.V1;
using Referrals.Contracts;
using Referrals.Platform.Auditing;
using Referrals.Platform.Clients;
using Referrals.Platform.Hosting;
using Referrals.Platform.Outbox;
using Referrals.Platform.Storage;

namespace Referrals.Platform.Promises;

/// <summary>
/// Asks the log how far the service's records are in it. One that is not there in time is noted where operators look, logged,
/// and a record itself, which the log gets when it is back.
/// </summary>
internal sealed class PromiseWatch<TDb>(Store<TDb> store, ServiceChannels channels, IOptions<PromiseOptions> options, TimeProvider time, ILogger<PromiseWatch<TDb>> logger)
    : PeriodicSweep(time)
    where TDb : ServiceDbContext
{
    /// <summary>The stream of what is noted here. That it is late itself is not noted again.</summary>
    public const string Stream = "promises";

    private const int AtOnce = 500;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private readonly AuditService.AuditServiceClient audit = new(channels.Invoker(store.Service, Topology.Audit));

    /// <inheritdoc/>
    protected override TimeSpan Every => options.Value.AskEvery;

    /// <summary>Looks at every stream that has been open for a while; while the log cannot be asked, at those only that may be late.</summary>
    public override async Task SweepAsync(CancellationToken cancellationToken)
    {
        OpenStream? last = null;
        var answers = true;
        do
        {
            var before = Time.GetUtcNow() - (answers ? options.Value.AskEvery : options.Value.Within);
            var open = await store.ReadSqlAsync((sql, token) => PromiseTable.ReadAsync(sql, before, last, AtOnce, token), cancellationToken);
            if (open.Count > 0)
            {
                var inLog = answers ? await AskAsync(open, cancellationToken) : null;
                answers = inLog is not null;
                await SettleAsync(open, inLog ?? new Dictionary<string, long>(), cancellationToken);
            }

            last = open.Count == AtOnce ? open[^1] : null;
        }
        while (last is not null);
    }

    /// <summary>How far the log has each stream; null when it cannot be asked.</summary>
    private async Task<IReadOnlyDictionary<string, long>?> AskAsync(List<OpenStream> open, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, Time);
        using var asking = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            var heads = await audit.GetStreamHeadsAsync(new GetStreamHeadsRequest { Streams = { open.Select(stream => stream.Stream) } }, cancellationToken: asking.Token);
            return heads.Heads.ToDictionary(head => head.Stream, head => head.Sequence);
        }
        catch (Exception exception) when (exception is RpcException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    private async Task SettleAsync(List<OpenStream> open, IReadOnlyDictionary<string, long> inLog, CancellationToken cancellationToken)
    {
        var now = Time.GetUtcNow();
        var standing = open.ToLookup(stream => PromiseRules.Decide(stream, inLog.TryGetValue(stream.Stream, out var head) ? head : null, now, options.Value.Within));
        if (standing.All(group => group.Key == PromiseStanding.Open))
            return;
        var late = await store.ExecuteAsync(
            async (work, token) =>
            {
                await PromiseTable.KeepAsync(work.Sql, [.. standing[PromiseStanding.Kept]], token);
                await PromiseTable.GoOnAsync(work.Sql, [.. standing[PromiseStanding.GoneOn]], now, token);
                var noted = await PromiseTable.NoteLateAsync(work.Sql, [.. standing[PromiseStanding.Late]], now, token);
                noted.RemoveAll(stream => stream.Stream == Stream);
                if (noted.Count > 0)
                    work.Record(Stream, Record(noted));
                return noted;
            },
            cancellationToken);
        if (late.Count > 0)
            logger.PromisesLate(late.Count, store.Service, PositionOf(late[0]), late[0].Since);
        var kept = standing[PromiseStanding.Kept].Count(stream => stream.LateSince is not null);
        if (kept > 0)
            logger.PromisesKept(kept, store.Service);
    }

    private AuditEntry Record(List<OpenStream> late) => new()
    {
        Type = AuditTypes.PromiseLate,
        Details = new Dictionary<string, string>
        {
            ["streams"] = late.Count.ToString(CultureInfo.InvariantCulture),
            ["first"] = PositionOf(late[0]),
            ["since"] = late[0].Since.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture),
        },
    };

    private string PositionOf(OpenStream stream) => new EventPosition(store.Service, stream.Stream, stream.Unconfirmed).ToString();
}
