using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Referrals.Testing;
using Referrals.Triage.V1;
using Xunit;

namespace Referrals.Triage.Tests.ListQueue;

/// <summary>
/// A hundred thousand open cases must not be sorted to show twenty-five: each order, its next page and the count are
/// read from an index, in its order.
/// </summary>
public sealed class QueuePlanTests
{
    private static readonly QueueKey Key = new(
        QueueOrder.Due, Common.V1.Priority.P2Urgent, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, 50, 5, "cases/case-1/countries/PH");

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task Every_order_of_the_queue_is_an_index(StoreKind kind)
    {
        await using var triage = await TriageUnderTest.StartAsync(kind);
        await triage.OpenAsync();
        foreach (var order in Enum.GetValues<QueueOrder>())
        {
            var query = QueueQuery.For(Callers.Officer("ana", "ph"), null, order, DateTimeOffset.UnixEpoch).Value;
            foreach (var after in new[] { null, Key with { Order = query.Order } })
                AssertOrdered(await PlanAsync(triage, db => query.Page(db, "ph", after, 25), kind), order.ToString());
            AssertOrdered(await PlanAsync(triage, db => query.Counted(db, "ph", 10_000), kind), "count");
        }
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task What_is_closed_is_listed_from_an_index_too(StoreKind kind)
    {
        await using var triage = await TriageUnderTest.StartAsync(kind);
        var filter = new QueueFilter { States = { CountryCaseState.Rejected } };
        var query = QueueQuery.For(Callers.Officer("ana", "ph"), filter, QueueOrder.Due, DateTimeOffset.UnixEpoch).Value;

        AssertOrdered(await PlanAsync(triage, db => query.Page(db, "ph", null, 25), kind), "rejected");
    }

    private static void AssertOrdered(string plan, string what)
    {
        Assert.Contains("country_cases_", plan, StringComparison.Ordinal);
        Assert.False(plan.Contains("Sort", StringComparison.Ordinal) || plan.Contains("TEMP B-TREE", StringComparison.Ordinal), $"{what}: {plan}");
    }

    private static Task<string> PlanAsync(TriageUnderTest triage, Func<TriageDbContext, IQueryable<CountryCaseRow>> query, StoreKind kind) =>
        triage.Service.Store.ReadAsync(
            async (db, token) =>
            {
                await db.Database.OpenConnectionAsync(token);
                if (kind == StoreKind.Postgres)
                    await db.Database.ExecuteSqlRawAsync("set enable_seqscan = off; set enable_bitmapscan = off; set enable_sort = off; set enable_incremental_sort = off", token);
                await using var command = query(db).CreateDbCommand();
                command.CommandText = (kind == StoreKind.Postgres ? "explain " : "explain query plan ") + command.CommandText;
                return await ReadAsync(command, kind == StoreKind.Postgres ? 0 : 3, token);
            },
            CancellationToken.None);

    private static async Task<string> ReadAsync(DbCommand command, int column, CancellationToken cancellationToken)
    {
        var lines = new List<string>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            lines.Add(reader.GetString(column));
        return string.Join('\n', lines);
    }
}
