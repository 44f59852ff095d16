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

    /// <summary>The types of message that a service receives: all events of its sources, or the records of the log.</summary>
    public static IReadOnlyList<Type> ReceivedBy(string consumer) => consumer == Audit
        ? [typeof(AuditRecord)]
        : [.. EventTypes.Values.Where(type => SourcesOf(consumer).Contains(type.GetCustomAttribute<PublishedByAttribute>()!.Service)).OrderBy(type => type.Name)];
}
