using System.Diagnostics;
using System.Globalization;
using System.Runtime.Versioning;
using System.Text;
using Npgsql;
using RabbitMQ.Client;
using Referrals.Testing;
using Xunit;

namespace Referrals.Faults;

/// <summary>The servers that every fault test stands on keep what they confirmed, and go when their test process goes.</summary>
[SupportedOSPlatform("linux")]
public sealed class PrivateServerTests
{
    private static readonly string[] Processes = ["postgres", "rabbitmq", "epmd"];
    private static readonly Dictionary<string, object?> Quorum = new() { ["x-queue-type"] = "quorum" };

    [Fact]
    public async Task A_killed_PostgreSQL_comes_back_on_its_port_with_what_was_committed()
    {
        await using var server = await PostgresServer.StartPrivateAsync();
        var database = await server.CreateDatabaseAsync();
        await ScalarAsync(database, "create table committed (id int); insert into committed values (1)");

        await server.KillAsync();
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => ScalarAsync(database, "select 1"));
        await server.StartAsync();

        Assert.Equal(1L, await ScalarAsync(database, "select count(*) from committed"));
    }

    [Fact]
    public async Task A_killed_RabbitMQ_comes_back_on_its_port_with_what_was_confirmed()
    {
        await using var server = await RabbitMqServer.StartPrivateAsync();
        var factory = new ConnectionFactory { Uri = server.Address, AutomaticRecoveryEnabled = false };
        var declared = Stopwatch.StartNew();
        await OnChannelAsync(factory, channel => channel.QueueDeclareAsync("kept", durable: true, exclusive: false, autoDelete: false, Quorum));
        await OnChannelAsync(factory, async channel =>
        {
            await channel.BasicPublishAsync("", "kept", mandatory: true, new BasicProperties { Persistent = true }, Encoding.UTF8.GetBytes("confirmed"));
            return true;
        });
        // What KillAsync says of fresh queues.
        await Eventually.Async(() => declared.Elapsed > TimeSpan.FromSeconds(2));

        await server.KillAsync();
        await server.StartAsync();

        var message = await Eventually.ResultAsync(
            () => OnChannelAsync(factory, channel => channel.BasicGetAsync("kept", autoAck: true)), message => message is not null);
        Assert.Equal("confirmed", Encoding.UTF8.GetString(message!.Body.Span));
    }

    [Fact]
    public async Task When_its_process_was_killed_the_guard_stops_the_servers_and_removes_their_directory()
    {
        using var parent = new TempDirectory();
        var directory = parent.File("servers");
        using var owner = Process.Start("sleep", "600");
        await ServersAsync("guard", directory, owner.Id.ToString(CultureInfo.InvariantCulture));
        await ServersAsync("start", directory, "postgres");
        await ServersAsync("start", directory, "rabbitmq");
        var pids = Processes
            .Select(name => int.Parse(File.ReadAllText(Path.Combine(directory, "run", $"{name}.pid")), CultureInfo.InvariantCulture))
            .ToList();

        owner.Kill();
        await Eventually.Async(() => !Directory.Exists(directory));

        foreach (var pid in pids)
            await Eventually.Async(() => HasEnded(pid));
    }

    [Fact]
    public async Task A_process_that_has_got_the_pid_of_an_earlier_server_is_left_alone()
    {
        using var directory = new TempDirectory();
        using var stranger = Process.Start("sleep", "600");
        Directory.CreateDirectory(directory.File("run"));
        await File.WriteAllTextAsync(directory.File("run", "postgres.pid"), $"{stranger.Id}\n");
        await File.WriteAllTextAsync(directory.File("run", "postgres.birth"), "another boot 1\n");

        await ServersAsync("stop", directory.Path, "postgres");

        Assert.False(stranger.HasExited);
        Assert.False(File.Exists(directory.File("run", "postgres.pid")));
        stranger.Kill();
    }

    [Fact]
    public async Task Nobody_but_the_owner_reads_the_passwords()
    {
        using var directory = new TempDirectory();
        await ServersAsync("start", directory.Path, "postgres");

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(directory.File("run", "settings")));
        await ServersAsync("stop", directory.Path, "postgres");
    }

    private static async Task<object?> ScalarAsync(TestDatabase database, string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(database.ConnectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    private static async Task<T> OnChannelAsync<T>(ConnectionFactory factory, Func<IChannel, Task<T>> use)
    {
        await using var connection = await factory.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true));
        return await use(channel);
    }

    private static Task<string> ServersAsync(params string[] arguments) => Script.RunAsync("servers.sh", arguments);

    private static bool HasEnded(int pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/stat").Contains(") Z ", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return true;
        }
    }
}
