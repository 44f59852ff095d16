using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Referrals.Contracts;
using Referrals.Operations.V1;
using Referrals.Platform.Auditing;
using Referrals.Platform.Clocks;
using Referrals.Platform.Commands;
using Referrals.Platform.Credentials;
using Referrals.Platform.Hosting;
using Referrals.Platform.Inbox;
using Referrals.Platform.Promises;

namespace Referrals.Platform.Operations;

/// <summary>What an operator can see and do in this process: what is stuck, redriving it, and the simulated clock.</summary>
internal sealed class OperationsGrpcService(IEnumerable<IServiceHost> hosts, BusinessClock clock, TimeProvider time) : OperationsService.OperationsServiceBase
{
    private const int DefaultPageSize = 100;
    private const int MaximumPageSize = 1000;
    private const int MaximumHeld = 10_000;
    private const int LongestService = 200;
    private static readonly TimeSpan LargestOffset = TimeSpan.FromDays(365 * 50);

    public override async Task<ListParkedResponse> ListParked(ListParkedRequest request, ServerCallContext context)
    {
        var size = PageSizeOf(request.PageSize);
        var skip = PageToken.Read(request.PageToken);
        var state = request.State switch
        {
            HeldState.Waiting => StoredMessage.Waiting,
            HeldState.Parked => StoredMessage.Parked,
            _ => null,
        };

        var response = new ListParkedResponse();
        var held = new List<HeldEvent>();
        foreach (var host in Selected(request.Service))
        {
            var backlog = await host.GetBacklogAsync(context.CancellationToken);
            response.Parked += (int)backlog.Parked;
            response.Waiting += (int)backlog.Waiting;
            var stored = await host.ListStoredAsync(null, MaximumHeld, context.CancellationToken);
            held.AddRange(stored
                .Where(message => state is null || message.State == state)
                .Where(message => request.Stream.Length == 0 || message.Incoming.Position.Stream == request.Stream)
                .Select(message => ToHeld(host.Name, message, stored)));
        }

        var page = held.OrderBy(e => e.Since.ToDateTimeOffset()).Skip(skip).Take(size).ToList();
        response.Events.AddRange(page);
        if (held.Count > skip + size)
            response.NextPageToken = PageToken.Write(skip + size);
        return response;
    }

    public override async Task<RedriveResponse> Redrive(RedriveRequest request, ServerCallContext context)
    {
        if (!RequestId.IsValid(request.RequestId))
            throw new RefusedException(Refusal.Invalid("requestId", RequestId.Rule, "MALFORMED"));
        if (request.All == (request.HeldIds.Count > 0))
            throw new RefusedException(Refusal.Invalid("heldIds", "name the events, or set all", "INVALID"));

        var response = new RedriveResponse();
        var ids = request.All ? await ParkedIdsAsync(request.Service, context.CancellationToken) : request.HeldIds;
        foreach (var id in ids)
        {
            if (await RedriveOneAsync(id, context))
                response.Redriven++;
            else
                response.NotParked.Add(id);
        }

        return response;
    }

    public override Task<GetClockResponse> GetClock(GetClockRequest request, ServerCallContext context) => Task.FromResult(new GetClockResponse
    {
        BusinessTime = clock.Now.ToTimestamp(),
        Offset = clock.Offset.ToDuration(),
        Simulated = clock.IsSimulated,
        RealTime = time.GetUtcNow().ToTimestamp(),
    });

    public override async Task<AdvanceClockResponse> AdvanceClock(AdvanceClockRequest request, ServerCallContext context)
    {
        if (!RequestId.IsValid(request.RequestId))
            throw new RefusedException(Refusal.Invalid("requestId", RequestId.Rule, "MALFORMED"));
        if (!clock.IsSimulated)
            throw new RefusedException(Refusal.FailedPrecondition("CLOCK_NOT_SIMULATED", "the clock can be advanced only where the exchange was started with --simulated-clock"));
        if (request.Offset is null || request.Offset.ToTimeSpan().Duration() > LargestOffset)
            throw new RefusedException(Refusal.Invalid("offset", "is required and at most 50 years", "OUT_OF_RANGE"));

        var principal = context.GetPrincipal();
        var target = request.Offset.ToTimeSpan();
        foreach (var host in hosts.Where(_ => target > clock.Offset).ToList())
        {
            await host.AdvanceClockAsync(
                target,
                new AuditEntry { Type = AuditTypes.ClockAdvanced, Actor = principal, Details = new Dictionary<string, string> { ["offset"] = request.Offset.ToString() } },
                context.CancellationToken);
        }

        return new AdvanceClockResponse { BusinessTime = clock.Now.ToTimestamp(), Offset = clock.Offset.ToDuration() };
    }

    public override async Task<GetBacklogResponse> GetBacklog(GetBacklogRequest request, ServerCallContext context)
    {
        var response = new GetBacklogResponse();
        foreach (var host in Selected(request.Service))
        {
            var backlog = await host.GetBacklogAsync(context.CancellationToken);
            response.Services.Add(new ServiceBacklog
            {
                Service = host.Name,
                OutboxDepth = backlog.Outbox,
                OutboxOldestAge = Age(backlog.OldestOutbox),
                OnBus = backlog.OnBus,
                OnBusOldestAge = (backlog.OldestOnBus is { } sent && time.GetUtcNow() > sent ? time.GetUtcNow() - sent : TimeSpan.Zero).ToDuration(),
                Waiting = backlog.Waiting,
                Parked = backlog.Parked,
                HeldOldestAge = Age(backlog.OldestStored),
                LatePromises = backlog.LatePromises,
            });
        }

        return response;
    }

    public override async Task<GetStreamPositionsResponse> GetStreamPositions(GetStreamPositionsRequest request, ServerCallContext context)
    {
        var violations = new Violations();
        violations.Text(request.Service, "service", LongestService);
        violations.Streams(request.Streams);
        if (violations.Any)
            throw new RefusedException(violations.ToRefusal());
        var host = Selected(request.Service).FirstOrDefault(host => host.Name == request.Service)
            ?? throw new RefusedException(Refusal.FailedPrecondition("SERVICE_NOT_HERE", "this process does not host the service"));

        var caller = StreamRequests.ServiceOf(context.GetPrincipal());
        var heard = await host.ListHeardAsync(caller, [.. request.Streams.Distinct()], context.CancellationToken);
        return new GetStreamPositionsResponse { Positions = { heard.Select(stream => new StreamPosition { Stream = stream.Stream, Sequence = stream.Sequence, Held = { stream.Held } }) } };
    }

    public override async Task<ListLatePromisesResponse> ListLatePromises(ListLatePromisesRequest request, ServerCallContext context)
    {
        var size = PageSizeOf(request.PageSize);
        var skip = PageToken.Read(request.PageToken);
        var late = new List<LatePromise>();
        foreach (var host in Selected(request.Service))
            late.AddRange((await host.ListLatePromisesAsync(skip + size + 1, context.CancellationToken)).Select(stream => ToLate(host.Name, stream)));
        var response = new ListLatePromisesResponse { Promises = { late.OrderBy(promise => promise.Since.ToDateTimeOffset()).Skip(skip).Take(size) } };
        if (late.Count > skip + size)
            response.NextPageToken = PageToken.Write(skip + size);
        return response;
    }

    private static int PageSizeOf(int requested)
    {
        var size = requested == 0 ? DefaultPageSize : requested;
        return size is >= 1 and <= MaximumPageSize ? size : throw new RefusedException(Refusal.Invalid("pageSize", $"must be 1 to {MaximumPageSize}", "OUT_OF_RANGE"));
    }

    private static LatePromise ToLate(string service, OpenStream stream) => new()
    {
        Service = service,
        Stream = stream.Stream,
        Sequence = stream.Unconfirmed,
        Since = stream.Since.ToTimestamp(),
        NotedAt = stream.LateSince?.ToTimestamp(),
    };

    /// <summary>A service of another process is none here; one that there is not would hold nothing wherever it is asked for.</summary>
    private IEnumerable<IServiceHost> Selected(string service) => service.Length == 0 || Topology.Services.Contains(service)
        ? hosts.Where(host => service.Length == 0 || host.Name == service)
        : throw new RefusedException(Refusal.Invalid("service", "must be a service of the exchange", "UNKNOWN_VALUE"));

    private async Task<IReadOnlyList<string>> ParkedIdsAsync(string service, CancellationToken cancellationToken)
    {
        var ids = new List<string>();
        foreach (var host in Selected(service))
            ids.AddRange((await host.ListStoredAsync(StoredMessage.Parked, MaximumPageSize, cancellationToken)).Select(message => HeldId(host.Name, message)));
        return ids;
    }

    private async Task<bool> RedriveOneAsync(string heldId, ServerCallContext context)
    {
        var parts = heldId.Split('.');
        if (parts.Length != 2 || !Guid.TryParse(parts[1], out var id) || hosts.FirstOrDefault(host => host.Name == parts[0]) is not { } host)
            return false;
        var entry = new AuditEntry
        {
            Type = AuditTypes.Redriven,
            Actor = context.GetPrincipal(),
            Details = new Dictionary<string, string> { ["held"] = heldId },
        };
        return await host.RedriveAsync(id, entry, context.CancellationToken) is not null;
    }

    private static HeldEvent ToHeld(string service, StoredMessage message, IReadOnlyList<StoredMessage> stored) => new()
    {
        HeldId = HeldId(service, message),
        Service = service,
        Consumer = service,
        State = message.State == StoredMessage.Parked ? HeldState.Parked : HeldState.Waiting,
        EventType = message.Incoming.Type,
        FromService = message.Incoming.Position.Service,
        Stream = message.Incoming.Position.Stream,
        Sequence = message.Incoming.Position.Sequence,
        Cause = message.Error ?? message.WaitsFor?.ToString() ?? "",
        Attempts = message.Attempts,
        Since = message.ReceivedAt.ToTimestamp(),
        Behind = stored.Count(other => other.Incoming.Position.Service == message.Incoming.Position.Service
            && other.Incoming.Position.Stream == message.Incoming.Position.Stream
            && other.Incoming.Position.Sequence > message.Incoming.Position.Sequence),
    };

    private static string HeldId(string service, StoredMessage message) => $"{service}.{message.Incoming.Id}";

    private Duration Age(DateTimeOffset? since) => (since is { } start && clock.Now > start ? clock.Now - start : TimeSpan.Zero).ToDuration();
}
