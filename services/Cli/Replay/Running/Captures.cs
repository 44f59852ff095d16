using System.Collections.Concurrent;

namespace Referrals.Cli.Replay.Running;

/// <summary>Ids that the exchange gave, by the names that scenarios have for them.</summary>
internal sealed class Captures
{
    private readonly ConcurrentDictionary<string, string> ids = new();

    public void Keep(string scenario, string name, string id) => ids[Key(scenario, name)] = id;

    /// <param name="scenario">The scenario that asks; a name may be another's, <c>s01.tip</c>.</param>
    /// <param name="name">The name.</param>
    public string Find(string scenario, string name) =>
        ids.TryGetValue(Key(scenario, name), out var id) ? id : throw new ReplayException($"nothing is known of '{name}' yet");

    /// <summary>The names of a scenario whose ids begin so, in order.</summary>
    public IReadOnlyList<string> Names(string scenario, string prefix) =>
        [.. ids.Where(pair => pair.Key.StartsWith(scenario + ".", StringComparison.Ordinal) && pair.Value.StartsWith(prefix, StringComparison.Ordinal))
            .Select(pair => pair.Key[(scenario.Length + 1)..])
            .Order(StringComparer.Ordinal)];

    private static string Key(string scenario, string name) => name.Contains('.', StringComparison.Ordinal) ? name : $"{scenario}.{name}";
}
