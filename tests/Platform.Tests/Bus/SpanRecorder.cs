using System.Collections.Concurrent;
using System.Diagnostics;

namespace Referrals.Platform.Tests.Bus;

/// <summary>Listens to every span of this process while it lives.</summary>
internal sealed class SpanRecorder : IDisposable
{
    private readonly ConcurrentBag<(ActivityTraceId Trace, string Name)> spans = [];
    private readonly ActivityListener listener;

    public SpanRecorder()
    {
        listener = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity => spans.Add((activity.TraceId, activity.DisplayName)),
        };
        ActivitySource.AddActivityListener(listener);
    }

    public ActivitySource Source { get; } = new("Referrals.Tests");

    public IReadOnlyCollection<string> Names(ActivityTraceId trace) => [.. spans.Where(span => span.Trace == trace).Select(span => span.Name)];

    public void Dispose()
    {
        listener.Dispose();
        Source.Dispose();
    }
}
