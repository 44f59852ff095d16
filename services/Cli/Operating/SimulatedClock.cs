using Google.Protobuf.WellKnownTypes;
using Referrals.Operations.V1;

namespace Referrals.Cli.Operating;

/// <summary>The business clock of every process: one offset, set on all of them.</summary>
internal sealed class SimulatedClock(IReadOnlyList<OperationsService.OperationsServiceClient> processes)
{
    /// <summary>The clock as the first process has it.</summary>
    public async Task<GetClockResponse> ReadAsync(CancellationToken cancellationToken) =>
        await processes[0].GetClockAsync(new GetClockRequest(), cancellationToken: cancellationToken);

    /// <summary>
    /// Sets the clock forward to a time. Does nothing when it is past that; a process that missed an earlier advance
    /// is brought to the same offset.
    /// </summary>
    public async Task AdvanceAsync(DateTimeOffset time, string requestId, CancellationToken cancellationToken)
    {
        var clocks = await Task.WhenAll(processes.Select(async process => await process.GetClockAsync(new GetClockRequest(), cancellationToken: cancellationToken)));
        var offset = clocks.Max(clock => clock.Offset.ToTimeSpan());
        var wanted = time - clocks[0].RealTime.ToDateTimeOffset();
        if (wanted > offset)
            offset = wanted;
        if (clocks.All(clock => clock.Offset.ToTimeSpan() >= offset))
            return;
        for (var i = 0; i < processes.Count; i++)
        {
            if (clocks[i].Offset.ToTimeSpan() < offset)
                await processes[i].AdvanceClockAsync(new() { RequestId = $"{requestId}.{i}", Offset = offset.ToDuration() }, cancellationToken: cancellationToken);
        }
    }
}
