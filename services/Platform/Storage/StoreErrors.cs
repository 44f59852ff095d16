using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Referrals.Platform.Storage;

/// <summary>What an exception of a store means.</summary>
public static class StoreErrors
{
    private const int SqliteBusy = 5;
    private const int SqliteLocked = 6;
    private const int SqliteInputOutput = 10;
    private const int SqliteFull = 13;
    private const int SqliteConstraint = 19;

    /// <summary>Another transaction was in the way; the same transaction may succeed now.</summary>
    public static bool IsConflict(Exception exception) => exception switch
    {
        DbUpdateConcurrencyException => true,
        DbUpdateException { InnerException: { } inner } => IsConflict(inner),
        PostgresException { SqlState: PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.UniqueViolation } => true,
        SqliteException { SqliteErrorCode: SqliteBusy or SqliteLocked or SqliteConstraint } => true,
        _ => false,
    };

    /// <summary>The store cannot be reached now, or its disk is full; nothing is wrong with what was asked of it.</summary>
    public static bool IsUnavailable(Exception exception) => exception switch
    {
        DbUpdateException { InnerException: { } inner } => IsUnavailable(inner),
        PostgresException postgres => postgres.IsTransient || postgres.SqlState is PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown,
        NpgsqlException => true,
        SqliteException { SqliteErrorCode: SqliteBusy or SqliteLocked or SqliteInputOutput or SqliteFull } => true,
        InvalidOperationException { InnerException: NpgsqlException } => true,
        _ => false,
    };
}
