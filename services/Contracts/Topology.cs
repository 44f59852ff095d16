using System.Collections.Frozen;
using System.Reflection;

namespace Referrals.Contracts;

/// <summary>
/// Who publishes what and who listens to whom. A consumer receives every event of a publisher that it listens to,
/// so the sequences it sees in a stream have no gaps by design. Data flows one way: Intake, Matching, Triage, Routing;
/// what comes back is status.
/// </summary>
public static class Topology
{
    public const string Intake = "intake";
    public const string Matching = "matching";
    public const string Triage = "triage";
    public const string Routing = "routing";
    public const string Audit = "audit";
    public const string Identity = "identity";

    /// <summary>Every service, in the order in which a referral meets them.</summary>
    public static IReadOnlyList<string> Services { get; } = [Identity, Intake, Matching, Triage, Routing, Audit];

    private static readonly FrozenDictionary<string, string[]> Sources = new Dictionary<string, string[]>
    {
        [Intake] = [Matching, Triage, Routing],
        [Matching] = [Intake],
        [Triage] = [Matching, Routing],
        [Routing] = [Matching, Triage],
    }.ToFrozenDictionary();

    /// <summary>Event types by their wire name, for example <c>Referrals.Contracts.ReferralReceived</c>.</summary>
    public static FrozenDictionary<string, Type> EventTypes { get; } = typeof(Topology).Assembly.GetTypes()
        .Where(type => type.GetCustomAttribute<PublishedByAttribute>() is not null)
        .ToFrozenDictionary(type => type.FullName!);

    /// <summary>The publishers that a service listens to.</summary>
    public static IReadOnlyList<string> SourcesOf(string consumer) => Sources.GetValueOrDefault(consumer, []);

    /// <summary>The services that listen to a publisher's events.</summary>
    public static IReadOnlyList<string> ListenersTo(string publisher) =>
        [.. Sources.Where(entry => entry.Value.Contains(publisher)).Select(entry => entry.Key).Order()];

    /// <summary>The channels of the bus that a service listens to: one for the events of each of its sources, or that of the log's records.</summary>
    public static IReadOnlyList<string> ChannelsOf(string consumer) => consumer == Audit ? [Audit] : SourcesOf(consumer);

    /// <summary>The channel on which a service publishes an event of this type.</summary>
    public static string ChannelOf(string publisher, string type) => type == typeof(AuditRecord).FullName ? Audit : publisher;
}
