using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Referrals.Common.V1;
using Referrals.Intake.Storage;
using Referrals.Intake.Tests.Building;
using Referrals.Intake.V1;
using Referrals.Platform.Sealing;
using Referrals.Testing;
using Xunit;

namespace Referrals.Intake.Tests.Content;

public sealed class KeyRotationTests
{
    private static readonly (string, string)[] Unhurried = [("Sealing:LookEvery", "1.00:00:00"), ("Sealing:KeepOlderFor", "00:10:00"), ("Sealing:RotateAfterErasure", "1.00:00:00")];

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task Every_key_is_wrapped_anew_and_the_older_version_is_destroyed_when_nobody_can_use_it(StoreKind store)
    {
        var time = new ShiftedTime();
        await using var intake = await StartAsync(store, time);
        var ids = new List<string>();
        for (var i = 0; i < 5; i++)
            ids.Add(await intake.SubmittedAsync(Tips.Full()));
        var keeper = intake.Services.GetRequiredService<KeyKeeper<IntakeDbContext>>();

        var made = await keeper.RotateAsync(null, CancellationToken.None);

        // Each referral's, and the service's own.
        Assert.Equal(6, await keeper.LookAsync(CancellationToken.None));
        Assert.Equal([(made.Number, 6L)], await keeper.CountAsync(CancellationToken.None));
        Assert.Equal([1, 2], Versions(intake));
        ids.Add(await intake.SubmittedAsync(Tips.Full()));
        time.Advance(TimeSpan.FromMinutes(11));
        await keeper.LookAsync(CancellationToken.None);

        Assert.Equal([2], Versions(intake));
        foreach (var id in ids)
            Assert.NotNull((await intake.Client(IntakeUnderTest.Nca).GetAsync(new GetRequest { ReferralId = id, ReadMask = new() { Paths = { "content" } } })).Referral.Content);
        var records = await intake.AuditBodiesAsync();
        Assert.Contains(records, body => body.Contains("\"key_created\"", StringComparison.Ordinal) && body.Contains("\"version\":\"2\"", StringComparison.Ordinal));
        Assert.Contains(records, body => body.Contains("\"key_retired\"", StringComparison.Ordinal) && body.Contains("\"version\":\"1\"", StringComparison.Ordinal));
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_day_after_an_erasure_the_key_is_rotated_by_itself(StoreKind store)
    {
        var time = new ShiftedTime();
        await using var intake = await StartAsync(store, time);
        var id = await intake.SubmittedAsync();
        await intake.Client(Callers.Operator).EraseAsync(new EraseRequest { RequestId = IntakeUnderTest.NewRequestId(), ReferralId = id, Reason = ErasureReason.RetentionEnded });
        var keeper = intake.Services.GetRequiredService<KeyKeeper<IntakeDbContext>>();

        await keeper.LookAsync(CancellationToken.None);
        Assert.Equal([1], Versions(intake));
        time.Advance(TimeSpan.FromDays(1));
        await keeper.LookAsync(CancellationToken.None);
        Assert.Equal([1, 2], Versions(intake));
        time.Advance(TimeSpan.FromMinutes(11));
        await keeper.LookAsync(CancellationToken.None);

        Assert.Equal([2], Versions(intake));
        time.Advance(TimeSpan.FromDays(2));
        await keeper.LookAsync(CancellationToken.None);
        Assert.Equal([2], Versions(intake));
    }

    [Fact]
    public async Task A_rotation_that_could_not_be_made_is_made_later()
    {
        using var directory = new TempDirectory();
        var time = new ShiftedTime();
        await using var intake = await IntakeUnderTest.StartAsync(
            StoreKind.Sqlite, new ServiceSettings { DataDirectory = directory.Path, Time = time, Configuration = Unhurried.ToDictionary(entry => entry.Item1, entry => entry.Item2) });
        var id = await intake.SubmittedAsync();
        await intake.Client(Callers.Operator).EraseAsync(new EraseRequest { RequestId = IntakeUnderTest.NewRequestId(), ReferralId = id, Reason = ErasureReason.RetentionEnded });
        var keeper = intake.Services.GetRequiredService<KeyKeeper<IntakeDbContext>>();
        await keeper.LookAsync(CancellationToken.None);
        time.Advance(TimeSpan.FromDays(1));
        var file = Path.Combine(directory.Path, "keys", "intake.seal");

        File.Move(file, file + ".away");
        await Assert.ThrowsAsync<CryptographicException>(() => keeper.LookAsync(CancellationToken.None));
        File.Move(file + ".away", file);
        await keeper.LookAsync(CancellationToken.None);

        Assert.Equal([1, 2], Versions(intake));
    }

    [Fact]
    public async Task A_process_with_another_key_than_the_store_was_made_with_does_not_start()
    {
        await using var first = await IntakeUnderTest.StartAsync(StoreKind.Postgres);
        var other = new ServiceSettings { Database = first.Database };

        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => IntakeUnderTest.StartAsync(StoreKind.Postgres, other));

        Assert.Contains("put that one back", refused.Message, StringComparison.Ordinal);
    }

    /// <summary>The same with the keys in a module: nothing of them is in the data directory.</summary>
    [Fact]
    public async Task With_its_key_in_a_module_a_service_seals_rotates_and_starts_again_and_without_it_does_not()
    {
        using var directory = new TempDirectory();
        var time = new ShiftedTime();
        var settings = new ServiceSettings
        {
            DataDirectory = directory.Path,
            Time = time,
            Configuration = Unhurried.Concat(SoftHsm.Settings.Select(entry => (entry.Key, entry.Value))).ToDictionary(entry => entry.Item1, entry => entry.Item2),
        };
        string id;
        await using (var intake = await IntakeUnderTest.StartAsync(StoreKind.Sqlite, settings))
        {
            id = await intake.SubmittedAsync(Tips.Full());
            var keeper = intake.Services.GetRequiredService<KeyKeeper<IntakeDbContext>>();
            await keeper.RotateAsync(null, CancellationToken.None);
            time.Advance(TimeSpan.FromMinutes(11));
            Assert.Equal(2, await keeper.LookAsync(CancellationToken.None));
            Assert.Equal([2], Versions(intake));
        }

        await using (var again = await IntakeUnderTest.StartAsync(StoreKind.Sqlite, settings))
            Assert.NotNull(await ContentAsync(again, id));

        Assert.Empty(Directory.EnumerateFiles(directory.Path, "*.seal", SearchOption.AllDirectories));
        var withoutModule = settings with { Configuration = Unhurried.ToDictionary(entry => entry.Item1, entry => entry.Item2) };
        await Assert.ThrowsAsync<OptionsValidationException>(() => IntakeUnderTest.StartAsync(StoreKind.Sqlite, withoutModule));
    }

    [Fact]
    public async Task Who_has_a_store_from_before_an_erasure_and_the_keys_from_after_the_rotation_that_follows_reads_nothing()
    {
        using var directory = new TempDirectory();
        using var stolen = new TempDirectory();
        var time = new ShiftedTime();
        var settings = new ServiceSettings { DataDirectory = directory.Path, Time = time, Configuration = Unhurried.ToDictionary(entry => entry.Item1, entry => entry.Item2) };
        string id;
        await using (var intake = await IntakeUnderTest.StartAsync(StoreKind.Sqlite, settings))
            id = await intake.SubmittedAsync(Tips.Full());
        stolen.Take(directory.Path);
        await using (var copy = await IntakeUnderTest.StartAsync(StoreKind.Sqlite, settings with { DataDirectory = stolen.Path }))
            Assert.NotNull(await ContentAsync(copy, id));

        await using (var intake = await IntakeUnderTest.StartAsync(StoreKind.Sqlite, settings))
        {
            await intake.Client(Callers.Operator).EraseAsync(new EraseRequest { RequestId = IntakeUnderTest.NewRequestId(), ReferralId = id, Reason = ErasureReason.LegalOrder });
            var keeper = intake.Services.GetRequiredService<KeyKeeper<IntakeDbContext>>();
            foreach (var later in (TimeSpan[])[TimeSpan.Zero, TimeSpan.FromDays(1), TimeSpan.FromMinutes(11)])
            {
                time.Advance(later);
                await keeper.LookAsync(CancellationToken.None);
            }
        }

        stolen.Take(directory.Path, file => file.StartsWith("keys/", StringComparison.Ordinal));
        await Assert.ThrowsAsync<OptionsValidationException>(() => IntakeUnderTest.StartAsync(StoreKind.Sqlite, settings with { DataDirectory = stolen.Path }));
    }

    private static async Task<Referral?> ContentAsync(ServiceUnderTest<IntakeDbContext> intake, string id) =>
        (await intake.Client(IntakeUnderTest.Nca).GetAsync(new GetRequest { ReferralId = id, ReadMask = new() { Paths = { "content" } } })).Referral.Content;

    private static Task<ServiceUnderTest<IntakeDbContext>> StartAsync(StoreKind store, TimeProvider time) =>
        IntakeUnderTest.StartAsync(store, new ServiceSettings { Time = time, Configuration = Unhurried.ToDictionary(entry => entry.Item1, entry => entry.Item2) });

    private static IEnumerable<int> Versions(ServiceUnderTest<IntakeDbContext> intake) =>
        intake.Services.GetRequiredService<ContentKeys<IntakeDbContext>>().Encryption.Versions.Select(version => version.Number);
}
