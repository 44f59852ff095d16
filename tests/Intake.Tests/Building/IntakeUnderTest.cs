using Grpc.Core;
using Referrals.Intake.Storage;
using Referrals.Intake.V1;
using Referrals.Platform;
using Referrals.Platform.Credentials;
using Referrals.Testing;

namespace Referrals.Intake.Tests.Building;

/// <summary>Intake on a store, and those who call it.</summary>
internal static class IntakeUnderTest
{
    public static Principal Nca { get; } = Callers.Agency("uk-nca");

    public static Principal Fbi { get; } = Callers.Agency("us-fbi");

    public static Task<ServiceUnderTest<IntakeDbContext>> StartAsync(StoreKind kind, ServiceSettings? settings = null) =>
        ServiceUnderTest.StartAsync<IntakeDbContext>(kind, builder => builder.AddIntake(), app => app.MapIntake(), settings);

    public static Task<ServiceUnderTest<IntakeDbContext>> StartAsync(StoreKind kind, params (string Name, string Value)[] configuration) =>
        StartAsync(kind, new ServiceSettings { Configuration = configuration.ToDictionary(entry => entry.Name, entry => entry.Value) });

    public static IntakeService.IntakeServiceClient Client(this ServiceUnderTest<IntakeDbContext> intake, Principal caller) => new(intake.As(caller));

    public static string NewRequestId() => Ids.New("req");

    public static async Task<SubmitResponse> SubmitAsync(this ServiceUnderTest<IntakeDbContext> intake, Referral referral, Principal? sender = null, string? requestId = null) =>
        await intake.Client(sender ?? Nca).SubmitAsync(new SubmitRequest { RequestId = requestId ?? NewRequestId(), Referral = referral });

    public static async Task<string> SubmittedAsync(this ServiceUnderTest<IntakeDbContext> intake, Referral? referral = null, Principal? sender = null) =>
        (await intake.SubmitAsync(referral ?? Tips.Small(), sender)).Receipt.ReferralId;

    public static async Task<ReferralStatus> StatusAsync(this ServiceUnderTest<IntakeDbContext> intake, string referralId, Principal? sender = null) =>
        (await intake.Client(sender ?? Nca).GetAsync(new GetRequest { ReferralId = referralId })).Referral.Status;

    public static async Task<long> CountAsync(this ServiceUnderTest<IntakeDbContext> intake, string table) => (await intake.Store.ReadSqlAsync(
        (sql, token) => sql.OwnContent.QueryAsync($"select count(*) from {table}", [], row => row.Number(0), token), CancellationToken.None))[0];
}
