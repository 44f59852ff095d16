using System.Globalization;
using Referrals.Platform.Hosting;
using Referrals.Platform.Storage;

namespace Referrals.Platform.Clocks;

/// <summary>Keeps the offset of a simulated clock in the store of the service, where its other instances see it.</summary>
public sealed class StoredClock<TDb>(Store<TDb> store, BusinessClock clock, TimeProvider time) : PeriodicSweep(time)
    where TDb : ServiceDbContext
{
    private const string Setting = "clock_offset_microseconds";

    /// <inheritdoc/>
    protected override TimeSpan Every => TimeSpan.FromSeconds(1);

    /// <summary>Reads the stored offset; the first process stores the configured one.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        if (clock.IsSimulated)
            await store.ExecuteAsync((work, token) => AdvanceAsync(work, clock.Offset, token), cancellationToken);
    }

    /// <summary>Stores the larger of the stored offset and this one, and moves this process's clock to it.</summary>
    public async Task<TimeSpan> AdvanceAsync(Work<TDb> work, TimeSpan offset, CancellationToken cancellationToken)
    {
        var stored = await work.Sql.QueryAsync(
            """
            insert into settings (name, value) values (@p0, @p1)
            on conflict (name) do update set value = case when cast(excluded.value as bigint) > cast(settings.value as bigint) then excluded.value else settings.value end
            returning value
            """,
            [Setting, ToText(offset)],
            row => FromText(row.Text(0)),
            cancellationToken);
        clock.AdvanceTo(stored[0]);
        return stored[0];
    }

    /// <inheritdoc/>
    public override async Task SweepAsync(CancellationToken cancellationToken)
    {
        var rows = await store.ReadSqlAsync(
            (sql, token) => sql.QueryAsync("select value from settings where name = @p0", [Setting], row => FromText(row.Text(0)), token), cancellationToken);
        foreach (var offset in rows)
            clock.AdvanceTo(offset);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => clock.IsSimulated ? base.ExecuteAsync(stoppingToken) : Task.CompletedTask;

    private static string ToText(TimeSpan offset) => ((long)offset.TotalMicroseconds).ToString(CultureInfo.InvariantCulture);

    private static TimeSpan FromText(string value) => TimeSpan.FromMicroseconds(long.Parse(value, CultureInfo.InvariantCulture));
}
