using System.Diagnostics;
using System.Diagnostics.Metrics;
using Grpc.Core;
using Referrals.Contracts;
using Referrals.Platform.Inbox;

namespace Referrals.Platform.Telemetry;

/// <summary>
/// The platform's spans and instruments. A trace that begins with an API call goes on over the outbox and the bus:
/// each event carries the span it was published in, and its consumption is a child of that.
/// </summary>
public static class PlatformTelemetry
{
    public const string SourceName = "Referrals.Platform";
    private static readonly ActivitySource Source = new(SourceName);
    private static readonly Meter Meter = new(SourceName);
    private static readonly Histogram<double> CallDuration = Meter.CreateHistogram<double>("referrals.call.duration", "s", "Duration of a call, by method and status");
    private static readonly Counter<long> Applied = Meter.CreateCounter<long>("referrals.inbox.applied", "{event}", "Events applied, by consumer");
    private static readonly Counter<long> Duplicates = Meter.CreateCounter<long>("referrals.inbox.duplicates", "{event}", "Events that came again and changed nothing, by consumer");
    private static readonly Counter<long> Waiting = Meter.CreateCounter<long>("referrals.inbox.waiting", "{event}", "Events that came before what they follow, by consumer");
    private static readonly Histogram<double> ApplyDuration = Meter.CreateHistogram<double>("referrals.inbox.apply.duration", "s", "Duration of a transaction that applies events, from its beginning to its commit, by consumer");

    private static readonly Counter<long> EventsSentAgain = Meter.CreateCounter<long>("referrals.outbox.sent_again", "{event}", "Events that were on the bus and are sent again, since a listener does not have them, by service");
    private static readonly Counter<long> ConnectionsEnded = Meter.CreateCounter<long>("referrals.connections.ended", "{connection}", "Connections that the exchange ended: TOO_MANY of one address, SILENT, RESETS");

    internal static Meter PlatformMeter => Meter;

    internal static Activity? StartConsume(string service, IncomingEvent incoming)
    {
        var activity = ActivityContext.TryParse(incoming.TraceParent, null, out var parent)
            ? Source.StartActivity($"{service} consume {ShortName(incoming.Type)}", ActivityKind.Consumer, parent)
            : Source.StartActivity($"{service} consume {ShortName(incoming.Type)}", ActivityKind.Consumer);
        activity?.SetTag("referrals.position", incoming.Position.ToString());
        return activity;
    }

    internal static Activity? StartPublish(EventEnvelope message)
    {
        var activity = ActivityContext.TryParse(message.TraceParent, null, out var parent)
            ? Source.StartActivity($"{message.Position[..message.Position.IndexOf(':')]} publish {ShortName(message.Type)}", ActivityKind.Producer, parent)
            : null;
        activity?.SetTag("referrals.position", message.Position);
        return activity;
    }

    internal static void Called(string method, StatusCode code, TimeSpan duration) =>
        CallDuration.Record(duration.TotalSeconds, new KeyValuePair<string, object?>("method", method), new KeyValuePair<string, object?>("status", code.ToString()));

    internal static void SentAgain(string service, int events) => EventsSentAgain.Add(events, new KeyValuePair<string, object?>("service", service));

    internal static void ConnectionEnded(string reason) => ConnectionsEnded.Add(1, new KeyValuePair<string, object?>("reason", reason));

    internal static void Consumed(string service, InboxBatchResult result, TimeSpan duration)
    {
        var tag = new KeyValuePair<string, object?>("consumer", service);
        ApplyDuration.Record(duration.TotalSeconds, tag);
        Applied.Add(result.Applied, tag);
        if (result.Duplicates > 0)
            Duplicates.Add(result.Duplicates, tag);
        if (result.Waiting > 0)
            Waiting.Add(result.Waiting, tag);
    }

    private static string ShortName(string type) => type[(type.LastIndexOf('.') + 1)..];
}
