using Grpc.Core;
using Referrals.Audit.V1;
using Referrals.Contracts;
using Referrals.Platform.Credentials;
using Referrals.Testing;

namespace Referrals.Audit.Tests;

/// <summary>Audit alone, on a real store, told a story.</summary>
internal static class LogUnderTest
{
    public static Task<ServiceUnderTest<AuditDbContext>> StartAsync(StoreKind kind, ServiceSettings? settings = null) =>
        ServiceUnderTest.StartAsync<AuditDbContext>(kind, builder => builder.AddAudit(), app => app.MapAudit(), settings);

    public static async Task<ServiceUnderTest<AuditDbContext>> ToldAsync(StoreKind kind, Story story)
    {
        var audit = await StartAsync(kind);
        await audit.TellAsync(story.Tellings);
        return audit;
    }

    public static Task TellAsync(this ServiceUnderTest<AuditDbContext> audit, IEnumerable<Story.Telling> tellings) =>
        Task.WhenAll(tellings.Select(audit.TellAsync));

    public static Task TellAsync(this ServiceUnderTest<AuditDbContext> audit, Story.Telling telling) =>
        audit.DeliverAsync(telling.Position, new AuditRecord { Body = telling.Body }, auditCause: telling.Cause);

    public static AuditService.AuditServiceClient Client(this ServiceUnderTest<AuditDbContext> audit, Principal caller) => new(audit.As(caller));

    /// <summary>Waits until a checkpoint covers at least so many records.</summary>
    public static async Task<Checkpoint> SignedAsync(this ServiceUnderTest<AuditDbContext> audit, long size) => (await Eventually.ResultAsync(
        () => audit.CheckpointAsync(), checkpoint => checkpoint?.TreeSize >= size))!;

    /// <summary>The latest checkpoint; null before the first.</summary>
    public static async Task<Checkpoint?> CheckpointAsync(this ServiceUnderTest<AuditDbContext> audit)
    {
        try
        {
            return (await audit.Client(Story.Auditor).GetCheckpointAsync(new GetCheckpointRequest())).Checkpoint;
        }
        catch (RpcException exception) when (exception.StatusCode == StatusCode.FailedPrecondition)
        {
            return null;
        }
    }

    /// <summary>The whole log, as an auditor finds it.</summary>
    public static async Task<IReadOnlyList<LogRecord>> LogAsync(this ServiceUnderTest<AuditDbContext> audit) =>
        (await audit.Client(Story.Auditor).SearchAsync(new SearchRequest { PageSize = 1000 })).Records;

    public static async Task<IReadOnlyList<string>> TypesOfTrailAsync(this ServiceUnderTest<AuditDbContext> audit, string referral, Principal? caller = null) =>
        [.. (await audit.Client(caller ?? Story.Auditor).GetTrailAsync(new GetTrailRequest { ReferralId = referral })).Records.Select(record => record.Type)];
}
