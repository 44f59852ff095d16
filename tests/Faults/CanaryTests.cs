using Npgsql;
using Referrals.Common.V1;
using Referrals.Intake.V1;
using Referrals.Operations.V1;
using Referrals.Routing.V1;
using Referrals.Testing;
using Referrals.Testing.Canaries;
using Referrals.Testing.Processes;
using Referrals.Triage.V1;
using Xunit;

namespace Referrals.Faults;

/// <summary>
/// What a thief of the disks, of the bus or of the telemetry reads: words are planted in every field of content and in whatever people
/// write about it, the referral goes its whole way with a consumer that fails, a parked event and a dead letter, and is looked for
/// everywhere.
/// </summary>
public sealed class CanaryTests
{
    [Fact]
    public async Task No_word_of_content_is_in_any_file_message_log_or_telemetry_and_after_an_erasure_nothing_opens_it()
    {
        await using var postgres = await PostgresServer.StartPrivateAsync();
        await using var rabbit = await RabbitMqServer.StartPrivateAsync();
        await using var sink = await TelemetrySink.StartAsync();
        var database = await postgres.CreateDatabaseAsync();
        await using var exchange = await DistributedExchange.StartAsync(
            database.ConnectionString, rabbit.Address, settings: new Dictionary<string, string> { ["Telemetry:Otlp"] = sink.Address });
        await using var tap = await BusTap.ListenAsync(rabbit.Address);
        var path = new CanaryPath(exchange.Access);

        // The desk's consumer fails until the event is parked; what is behind it waits.
        await RunAsync(database, "alter table triage.case_agencies rename to mislaid");
        var referral = await path.SubmitAsync();
        await path.ParkedAsync();
        await tap.SendHalfOfAsync(tap.Heard.First(), "matching");
        await Eventually.Async(async () => await tap.DeadLettersOfAsync("matching") > 0, TimeSpan.FromMinutes(1), "what cannot be read is a dead letter");
        await RunAsync(database, "alter table triage.mislaid rename to case_agencies");
        await path.RedriveAsync();
        await path.GoAsync(referral);
        await RunAsync(database, "checkpoint");

        void NothingIsFound()
        {
            Assert.Empty(CanarySearch.In(exchange.DataDirectory, postgres.DataDirectory, rabbit.DataDirectory));
            Assert.DoesNotContain(tap.Heard, message => CanarySearch.InBytes(message).Any());
            Assert.DoesNotContain(sink.Taken, exported => CanarySearch.InBytes(exported.Body).Any());
        }

        NothingIsFound();
        Assert.NotEmpty(tap.Heard);
        await Eventually.Async(() => sink.Taken.Any(exported => exported.Path.Contains("Trace", StringComparison.Ordinal)), TimeSpan.FromMinutes(1), "spans are exported");

        await path.EraseAsync(referral);

        Assert.Equal(0, await CountAsync(database, $"select count(*) from intake.content_keys where subject = '{referral}'"));
        Assert.Equal(0, await CountAsync(database, "select count(*) from intake.contents"));
        await Eventually.Async(async () => await CountAsync(database, "select count(*) from triage.content_keys where subject like 'cases/%'") == 0, because: "the desk forgets what was written");
        await Eventually.Async(async () => await CountAsync(database, "select count(*) from routing.content_keys where subject like 'cases/%'") == 0, because: "routing forgets what was written");
        Assert.Equal(0, await CountAsync(database, "select count(*) from matching.features"));
        NothingIsFound();
    }

    private static async Task RunAsync(TestDatabase database, string statement)
    {
        await using var source = NpgsqlDataSource.Create(database.ConnectionString);
        await using var command = source.CreateCommand(statement);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<long> CountAsync(TestDatabase database, string query)
    {
        await using var source = NpgsqlDataSource.Create(database.ConnectionString);
        await using var command = source.CreateCommand(query);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
