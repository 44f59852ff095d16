using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Referrals.Platform.Storage;

/// <summary>Every connection to a SQLite store writes ahead and waits for the disk at each commit.</summary>
internal sealed class SqlitePragmas : DbConnectionInterceptor
{
    public static SqlitePragmas Instance { get; } = new();

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Apply(connection);

    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Apply(connection);
        return Task.CompletedTask;
    }

    private static void Apply(DbConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "pragma journal_mode = wal; pragma synchronous = full; pragma secure_delete = on;";
        command.ExecuteNonQuery();
    }
}
