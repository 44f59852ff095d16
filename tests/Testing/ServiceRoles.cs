using Npgsql;

namespace Referrals.Testing;

/// <summary>Roles of services in a test's database, as <c>deploy/</c> makes them: each owns the schema of its name and nothing else.</summary>
public static class ServiceRoles
{
    private const string Password = "test";

    /// <summary>Makes the role and the schema of a service unless they are there; the connection string of that role.</summary>
    /// <param name="connectionString">The superuser's, to the database.</param>
    /// <param name="service">The service, such as <c>intake</c>.</param>
    public static async Task<string> PrepareAsync(string connectionString, string service)
    {
        var role = $"referrals_test_{service}";
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();

        // Roles are the server's: another test may make the same one at the same time, and another process of this one changes the same database.
        await using var command = new NpgsqlCommand(
            $"""
            select pg_advisory_xact_lock(hashtext('service roles'));
            do $$ begin create role {role} login password '{Password}'; exception when duplicate_object or unique_violation then null; end $$;
            revoke all on schema public from public;
            grant connect, create on database "{connection.Database}" to {role};
            create schema if not exists {service} authorization {role};
            """,
            connection);
        await command.ExecuteNonQueryAsync();
        return new NpgsqlConnectionStringBuilder(connectionString) { Username = role, Password = Password }.ConnectionString;
    }
}
