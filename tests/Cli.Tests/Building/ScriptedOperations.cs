using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Referrals.Operations.V1;

namespace Referrals.Cli.Tests.Building;

/// <summary>A process with a simulated clock.</summary>
internal sealed class ScriptedOperations(TimeSpan offset, bool simulated = true) : OperationsService.OperationsServiceBase
{
    public static readonly DateTimeOffset RealTime = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);

    public TimeSpan Offset { get; private set; } = offset;

    public int Advances { get; private set; }

    public override Task<ListLatePromisesResponse> ListLatePromises(ListLatePromisesRequest request, ServerCallContext context) => Task.FromResult(new ListLatePromisesResponse
    {
        Promises = { new LatePromise { Service = "intake", Stream = "referrals/ref-1", Sequence = 1, Since = RealTime.ToTimestamp() } },
    });

    public override Task<GetClockResponse> GetClock(GetClockRequest request, ServerCallContext context) => Task.FromResult(new GetClockResponse
    {
        RealTime = RealTime.ToTimestamp(),
        BusinessTime = (RealTime + Offset).ToTimestamp(),
        Offset = Offset.ToDuration(),
        Simulated = simulated,
    });

    public override Task<AdvanceClockResponse> AdvanceClock(AdvanceClockRequest request, ServerCallContext context)
    {
        Advances++;
        Offset = request.Offset.ToTimeSpan() > Offset ? request.Offset.ToTimeSpan() : Offset;
        return Task.FromResult(new AdvanceClockResponse());
    }
}
