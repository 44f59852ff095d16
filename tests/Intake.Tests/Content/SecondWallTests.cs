using Npgsql;
using Referrals.Intake.Storage;
using Referrals.Intake.Tests.Building;
using Referrals.Platform.Storage;
using Referrals.Testing;
using Xunit;

namespace Referrals.Intake.Tests.Content;

/// <summary>What the database itself keeps from a statement, whoever wrote it: it is PostgreSQL's, so that SQLite has none of it.</summary>
public sealed class SecondWallTests : IAsyncLifetime
{
    private static readonly string[] Tables = ["contents", "content_keys"];
    private ServiceUnderTest<IntakeDbContext> intake = null!;
    private string ofNca = "";
    private string ofFbi = "";

    public async Task InitializeAsync()
    {
        intake = await IntakeUnderTest.StartAsync(StoreKind.Postgres);
        ofNca = await intake.SubmittedAsync();
        ofFbi = await intake.SubmittedAsync(sender: IntakeUnderTest.Fbi);
    }

    public async Task DisposeAsync() => await intake.DisposeAsync();

    [Fact]
    public async Task Another_services_role_reads_nothing_of_it()
    {
        await using var connection = await OpenAsync("triage");

        foreach (var table in Tables.Append("referrals"))
        {
            await using var command = new NpgsqlCommand($"select count(*) from intake.{table}", connection);
            var refused = await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteScalarAsync());
            Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
        }
    }

    [Theory]
    [InlineData(null, null, 0)]
    [InlineData("", "", 0)]
    [InlineData("agency/afp", "", 0)]
    [InlineData("agency/uk-nca", "", 1)]
    [InlineData("agency/us-fbi", "NCA", 1)]
    [InlineData("agency/afp", "NCA", 0)]
    [InlineData("officer/okoro", "", 0)]
    [InlineData("officer/okoro", "NCA", 1)]
    [InlineData("team/picacc@afp", "NCA,FBI", 2)]
    [InlineData("operator", "", 0)]
    [InlineData("service", "", 2)]
    public async Task A_statement_reads_what_its_transaction_reads_for(string? principal, string? subjects, long expected)
    {
        await using var connection = await OpenAsync("intake");
        await using var transaction = await connection.BeginTransactionAsync();
        if (principal is not null)
        {
            await using var tell = new NpgsqlCommand("select set_config('app.principal', @p, true), set_config('app.subjects', @s, true)", connection);
            tell.Parameters.AddWithValue("p", principal);
            tell.Parameters.AddWithValue("s", subjects!.Replace("NCA", ofNca, StringComparison.Ordinal).Replace("FBI", ofFbi, StringComparison.Ordinal));
            await tell.ExecuteNonQueryAsync();
        }

        Assert.Equal(expected, await CountAsync(connection, "select count(*) from intake.contents"));
        Assert.Equal(expected, await CountAsync(connection, "select count(*) from intake.content_keys where subject <> 'service'"));
        Assert.Equal(expected, await CountAsync(connection, "with gone as (delete from intake.contents returning 1) select count(*) from gone"));
        await using var change = new NpgsqlCommand("update intake.content_keys set wrapped = '' where subject <> 'service'", connection);
        Assert.Equal(expected, await change.ExecuteNonQueryAsync());
    }

    [Fact]
    public async Task A_statement_that_forgets_whose_content_it_reads_reads_the_callers_only()
    {
        ContentReader.Begin(IntakeUnderTest.Nca);
        Assert.Equal([ofNca], await EverythingAsync());
        ContentReader.Begin(Callers.Agency("afp"));
        Assert.Empty(await EverythingAsync());

        ContentReader.Begin(Callers.Officer("okoro", "ph"));
        Assert.Empty(await EverythingAsync());
        ContentReader.Decide(ofFbi);
        Assert.Equal([ofFbi], await EverythingAsync());
    }

    [Fact]
    public async Task What_one_statement_was_told_the_next_on_its_connection_does_not_know()
    {
        Assert.Equal(2, (await EverythingAsync()).Count);

        foreach (var table in Tables)
            Assert.Equal(0, await intake.Store.ReadSqlAsync((sql, token) => sql.ScalarAsync<long>($"select count(*) from {table}", [], token), CancellationToken.None));
    }

    private Task<List<string>> EverythingAsync() => intake.Store.ReadSqlAsync(
        (sql, token) => sql.Content.QueryAsync("select referral_id from contents order by referral_id", [], row => row.Text(0), token), CancellationToken.None);

    private async Task<NpgsqlConnection> OpenAsync(string service)
    {
        var role = await ServiceRoles.PrepareAsync(intake.Database!.ConnectionString, service);
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(role) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    private static async Task<long> CountAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
