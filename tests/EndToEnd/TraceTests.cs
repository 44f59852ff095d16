using System.Collections.Concurrent;
using System.Diagnostics;
using Referrals.Platform.Telemetry;
using Referrals.Testing;

namespace Referrals.EndToEnd;

public sealed class TraceTests(RunningExchange exchange) : IClassFixture<RunningExchange>
{
    private static readonly HashSet<string> Expected = ["matching consume ReferralReceived", "triage consume ReferralMatched", "intake consume CaseOpened", "audit consume AuditRecord"];

    [Fact]
    public async Task From_the_submission_to_the_log_it_is_one_trace()
    {
        using var caller = new ActivitySource("EndToEnd");
        var ended = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "EndToEnd" or "Microsoft.AspNetCore" or PlatformTelemetry.SourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = ended.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        var users = new Users(exchange.Access);

        ActivityTraceId trace;
        string referral;
        using (var root = caller.StartActivity("submit"))
        {
            trace = root!.TraceId;
            referral = await users.SubmitAsync();
        }

        var caseStream = (await users.TrailAsync(referral, "opened")).Records.First(record => record.Type == "matched").Stream;

        // Whatever consumed something of this referral or of its case, until the desk had it, belongs to the submission.
        List<Activity> Consumed() => [.. ended.Where(span => span.GetTagItem("referrals.position") is string position
            && (position.Contains($"referrals/{referral}#", StringComparison.Ordinal) || position.Contains($"{caseStream}#", StringComparison.Ordinal)
                || position.Contains($"{caseStream}/", StringComparison.Ordinal)))];
        await Eventually.Async(
            () => Expected.IsSubsetOf(Consumed().Select(span => span.OperationName)),
            because: "every consumer from the submission to the log has a span");
        Assert.All(Consumed(), span => Assert.Equal(trace, span.TraceId));
        Assert.Contains(ended, span => span.TraceId == trace && span.Source.Name == "Microsoft.AspNetCore");
    }
}
