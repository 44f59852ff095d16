namespace Referrals.Cli.Replay;

/// <summary>What is replayed, and how long an effect may take.</summary>
public sealed record ReplayOptions
{
    /// <summary>Every scenario that is shipped.</summary>
    public const string All = "all";

    /// <summary>Scenario ids (<c>s01</c>), paths of scenario files, or <see cref="All"/>.</summary>
    public IReadOnlyList<string> Scenarios { get; init; } = [All];

    /// <summary>How long an asynchronous effect is waited for before its expectation has failed; real time.</summary>
    public TimeSpan Wait { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a service that cannot be reached is tried again before the replay gives up; real time.</summary>
    public TimeSpan Outage { get; init; } = TimeSpan.FromMinutes(5);
}
