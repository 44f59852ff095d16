using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Referrals.Platform.Auditing;
using Referrals.Platform.Clocks;
using Referrals.Platform.Credentials;
using Referrals.Platform.Storage;
using Referrals.Routing.Policies;
using Referrals.Routing.Storage;

namespace Referrals.Routing.LoadPolicy;

/// <summary>
/// Takes the policy from disk into force, all of it or nothing. What is loaded is kept, and recorded in the log once for
/// each content, whichever instance came first.
/// </summary>
internal sealed class PolicyLoad(
    IOptions<RoutingOptions> options, PolicyCatalog catalog, Store<RoutingDbContext> store, BusinessClock clock, ILogger<PolicyLoad> logger)
{
    private const string Stream = "policy";

    /// <summary>Reads the files without taking anything into force.</summary>
    public PolicyFilesReading Read() => PolicyFiles.Read(options.Value.Path, clock.Now);

    /// <summary>Takes what was read into force; returns whether that changed anything.</summary>
    public async Task<bool> TakeAsync(PolicyFilesReading reading, Principal? actor, CancellationToken cancellationToken)
    {
        if (reading.Mistakes.Count > 0)
            throw new ArgumentException("a policy with mistakes is not taken into force", nameof(reading));
        if (catalog.IsLoaded && catalog.Policies.SameAs(reading.Policies))
            return false;
        await store.ExecuteAsync(
            async (work, token) =>
            {
                foreach (var policy in reading.Policies.Versions)
                    await KeepAsync(work, policy, actor, token);
            },
            cancellationToken);
        catalog.Policies = reading.Policies;
        foreach (var policy in reading.Policies.Versions)
            logger.PolicyLoaded(policy.Version, policy.Sha256);
        foreach (var warning in reading.Problems)
            logger.PolicyWarning(warning.ToString());
        RoutingMetrics.PolicyLoaded(succeeded: true);
        return true;
    }

    private static async Task KeepAsync(Work<RoutingDbContext> work, PolicyDocument policy, Principal? actor, CancellationToken cancellationToken)
    {
        var latest = await work.Sql.ScalarAsync<string>(
            "select sha256 from policies where version = @p0 order by loaded_at desc limit 1", [policy.Version], cancellationToken);
        if (latest == policy.Sha256)
            return;
        await work.Sql.ExecuteAsync(
            """
            insert into policies (version, sha256, yaml, effective_from, loaded_at, loaded_by) values (@p0, @p1, @p2, @p3, @p4, @p5)
            on conflict (version, sha256) do update set loaded_at = excluded.loaded_at, loaded_by = excluded.loaded_by
            """,
            [policy.Version, policy.Sha256, policy.Yaml, policy.EffectiveFrom, work.Now, actor?.Name ?? "service/routing"],
            cancellationToken);
        work.Record(Stream, new AuditEntry
        {
            Type = AuditTypes.PolicyLoaded,
            Actor = actor,
            PolicyVersion = policy.Version,
            Details = new Dictionary<string, string> { ["sha256"] = policy.Sha256, ["replaces"] = latest ?? "" },
        });
    }
}
