using System.Text.Json;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Referrals.Audit.V1;
using Referrals.TransparencyLog.Tests.Bundles;
using Referrals.TransparencyLog.Tiles;

namespace Referrals.Cli.Tests.Building;

/// <summary>A log that lies in memory, and in a directory as tiles, as far as a size.</summary>
internal sealed class ScriptedAudit(TestLog log, string tiles) : AuditService.AuditServiceBase
{
    private const int AtOnce = 100;

    /// <summary>How far the log goes.</summary>
    public int Size { get; set; } = log.Leaves.Count;

    /// <summary>After how many leaves a stream breaks off, once; 0 for never.</summary>
    public int BreaksAfter { get; set; }

    /// <summary>The searches that were made.</summary>
    public List<SearchRequest> Searches { get; } = [];

    /// <summary>From which leaf on each export was asked for.</summary>
    public List<long> ExportsFrom { get; } = [];

    public override Task<GetCheckpointResponse> GetCheckpoint(GetCheckpointRequest request, ServerCallContext context)
    {
        var head = log.Head(Size);
        return Task.FromResult(new GetCheckpointResponse { Checkpoint = Checkpoint(), VerifierKeys = { head.Keys }, KeySuccessions = { head.Successions } });
    }

    public override Task<RotateLogKeyResponse> RotateLogKey(RotateLogKeyRequest request, ServerCallContext context) => Task.FromResult(new RotateLogKeyResponse
    {
        VerifierKey = TestLog.Key.ToString(),
        VerifierKeys = { TestLog.OldKey.ToString(), TestLog.Key.ToString() },
        KeySuccession = request.Step == KeyRotationStep.Add ? log.Succession : "",
    });

    public override async Task Export(ExportRequest request, IServerStreamWriter<ExportResponse> responseStream, ServerCallContext context)
    {
        ExportsFrom.Add(request.FromIndex);
        await responseStream.WriteAsync(new ExportResponse { Checkpoint = Checkpoint() });
        for (var next = (int)request.FromIndex; next < Size; next += AtOnce)
        {
            if (BreaksAfter > 0 && next >= BreaksAfter)
            {
                BreaksAfter = 0;
                throw new RpcException(new Status(StatusCode.Unavailable, "the exchange stops"));
            }

            await responseStream.WriteAsync(new ExportResponse { Records = new ExportedRecords { FirstIndex = next, LeavesJson = { log.Leaves.Take(Size).Skip(next).Take(AtOnce) } } });
        }
    }

    public override Task<GetTrailResponse> GetTrail(GetTrailRequest request, ServerCallContext context) =>
        Task.FromResult(new GetTrailResponse { Complete = true, Records = { Enumerable.Range(0, 9).Select(Record) } });

    public override Task<SearchResponse> Search(SearchRequest request, ServerCallContext context)
    {
        Searches.Add(request);
        return Task.FromResult(new SearchResponse { Records = { Record(5) } });
    }

    public override async Task<GetInclusionProofResponse> GetInclusionProof(GetInclusionProofRequest request, ServerCallContext context) =>
        new() { Hashes = { (await Tree().InclusionAsync(request.Index, request.TreeSize, context.CancellationToken)).Select(hash => ByteString.CopyFrom(hash)) } };

    public override async Task<GetConsistencyProofResponse> GetConsistencyProof(GetConsistencyProofRequest request, ServerCallContext context) =>
        new() { Hashes = { (await Tree().ConsistencyAsync(request.FirstSize, request.SecondSize, context.CancellationToken)).Select(hash => ByteString.CopyFrom(hash)) } };

    public override async Task CheckLog(CheckLogRequest request, IServerStreamWriter<CheckLogResponse> responseStream, ServerCallContext context)
    {
        await responseStream.WriteAsync(new CheckLogResponse { Fault = new LogFault { Kind = LogFaultKind.Tile, Place = "tile/0/000", Description = "it has another hash than the leaves give" } });
        await responseStream.WriteAsync(new CheckLogResponse { Summary = new LogCheckSummary { Leaves = Size, Faults = 1 } });
    }

    private TileTree Tree() => new(log.Leaves.Count, (path, token) => File.ReadAllBytesAsync(Path.Combine(tiles, path.ToString()), token));

    private Checkpoint Checkpoint() => new() { Note = log.Checkpoint(Size), TreeSize = Size, Origin = TestLog.Origin };

    private LogRecord Record(int index)
    {
        using var leaf = JsonDocument.Parse(log.Leaves[index]);
        var body = leaf.RootElement.GetProperty("body");
        return new LogRecord
        {
            Index = index,
            LeafJson = log.Leaves[index],
            Type = body.GetProperty("type").GetString(),
            Time = Timestamp.FromDateTimeOffset(body.GetProperty("time").GetDateTimeOffset()),
            Service = body.GetProperty("service").GetString(),
            Stream = body.GetProperty("stream").GetString(),
            Sequence = body.GetProperty("sequence").GetInt64(),
            From = body.TryGetProperty("from", out var from) ? from.GetString() : "",
            To = body.TryGetProperty("to", out var to) ? to.GetString() : "",
            CountryCase = index is >= 2 and not 5 ? TestLog.CountryCase : "",
            Actor = "=officer/okoro",
        };
    }
}
