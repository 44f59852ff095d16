using Microsoft.EntityFrameworkCore;
using Referrals.Platform.Hosting;
using Referrals.Platform.Storage;
using Referrals.Testing;

namespace Referrals.Platform.Tests.Probe;

/// <summary>A service that only publishes, in the place of Matching.</summary>
public sealed class PublisherDbContext(DbContextOptions<PublisherDbContext> options) : ServiceDbContext(options)
{
    protected override void Map(ModelBuilder model)
    {
    }
}

internal static class PublisherService
{
    public static Task<ServiceUnderTest<PublisherDbContext>> StartAsync(StoreKind kind, ServiceSettings settings) =>
        ServiceUnderTest.StartAsync<PublisherDbContext>(kind, builder => builder.AddReferralsService<PublisherDbContext>("matching"), _ => { }, settings);

    public static Task PublishAsync(this ServiceUnderTest<PublisherDbContext> service, string stream) => service.Store.ExecuteAsync(
        (work, _) =>
        {
            work.Publish(stream, ProbeService.Matched(stream));
            return Task.CompletedTask;
        },
        CancellationToken.None);

    public static Task<long> OutboxDepthAsync<TDb>(this ServiceUnderTest<TDb> service)
        where TDb : ServiceDbContext =>
        service.Store.ReadSqlAsync((sql, token) => sql.ScalarAsync<long>("select count(*) from outbox where sent_at is null and type <> 'Referrals.Contracts.AuditRecord'", [], token), CancellationToken.None);

    public static Task<long> MostAttemptsAsync(this ServiceUnderTest<PublisherDbContext> service) =>
        service.Store.ReadSqlAsync((sql, token) => sql.ScalarAsync<long>("select coalesce(max(attempts), 0) from outbox", [], token), CancellationToken.None);
}
