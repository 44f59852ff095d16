using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Referrals.Contracts;
using Referrals.Platform.Delivery;
using Referrals.Platform.Hosting;
using Referrals.Platform.Storage;
using Referrals.Platform.Tests.Probe;
using Referrals.Testing;
using Xunit;

namespace Referrals.Platform.Tests.Delivery;

public sealed class DeliveryTableTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task What_two_watches_find_lost_is_sent_again_once()
    {
        await using var service = await PublisherService.StartAsync(StoreKind.Postgres, new ServiceSettings());
        await InsertAsync(service, Now.AddMinutes(-2), Now.AddMinutes(-2));
        var (one, other) = (await ReadAsync(service), await ReadAsync(service));

        Assert.Equal(2, (await ChangeAsync(service, (sql, token) => DeliveryTable.SendAgainAsync(sql, one, token))).Count);
        Assert.Empty(await ChangeAsync(service, (sql, token) => DeliveryTable.SendAgainAsync(sql, other, token)));

        // The relay was quicker than the second watch.
        await ChangeAsync(service, (sql, token) => sql.ExecuteAsync("update outbox set sent_at = @p0", [Now.AddMinutes(-1)], token));
        Assert.Empty(await ChangeAsync(service, (sql, token) => DeliveryTable.SendAgainAsync(sql, other, token)));
        Assert.All(await ReadAsync(service), sent => Assert.Equal((Now.AddMinutes(-1), 1), (sent.SentAt, sent.SentAgain)));
    }

    [Fact]
    public async Task While_a_listener_is_away_for_long_neither_the_count_nor_the_other_channel_costs_what_is_kept()
    {
        await using var service = await PublisherService.StartAsync(StoreKind.Postgres, new ServiceSettings());
        await ChangeAsync(service, (sql, token) => sql.ExecuteAsync(
            $"""
            insert into outbox (id, type, stream, sequence, occurred_at, payload, sent_at)
            select gen_random_uuid(), '{typeof(AuditRecord).FullName}', 'cases/a', number, now(), '', @p0 from generate_series(1, 20000) number
            """,
            [Now],
            token));
        await service.Store.ReadSqlAsync((sql, token) => sql.ExecuteAsync("analyze outbox", [], token), CancellationToken.None);

        var backlog = await service.Services.GetServices<IServiceHost>().Single().GetBacklogAsync(CancellationToken.None);
        Assert.Equal((Backlog.MostCounted, Now), (backlog.OnBus, backlog.OldestOnBus));
        Assert.Empty(await ReadAsync(service));
        Assert.True(await RowsReadAsync(service) <= 1, "the records of the log are passed over one by one");
    }

    /// <summary>How many rows it takes to find that no event is there.</summary>
    private static async Task<long> RowsReadAsync(ServiceUnderTest<PublisherDbContext> service)
    {
        var plan = await service.Store.ReadSqlAsync(
            (sql, token) => sql.QueryAsync($"explain (analyze, costs off, timing off) {DeliveryTable.Select(false)} order by sent_at, position limit 10", [Now], row => row.Text(0), token), CancellationToken.None);
        var removed = plan.FirstOrDefault(line => line.Contains("Rows Removed by Filter: ", StringComparison.Ordinal));
        return removed is null ? 0 : long.Parse(removed.Split(':')[1], CultureInfo.InvariantCulture);
    }

    private static Task<List<SentEvent>> ReadAsync(ServiceUnderTest<PublisherDbContext> service) =>
        service.Store.ReadSqlAsync((sql, token) => DeliveryTable.ReadOldestAsync(sql, false, Now, null, 10, token), CancellationToken.None);

    private static Task<T> ChangeAsync<T>(ServiceUnderTest<PublisherDbContext> service, Func<Sql, CancellationToken, Task<T>> change) =>
        service.Store.ExecuteAsync((work, token) => change(work.Sql, token), CancellationToken.None);

    private static Task<int> InsertAsync(ServiceUnderTest<PublisherDbContext> service, params DateTimeOffset[] sent) => ChangeAsync(service, (sql, token) => sql.ExecuteAsync(
        """
        insert into outbox (id, type, stream, sequence, occurred_at, payload, sent_at)
        select gen_random_uuid(), 'an.Event', 'cases/a', number, now(), '{}', sent_at from unnest(@p0) with ordinality as sent (sent_at, number)
        """,
        [sent],
        token));
}
