using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Referrals.Platform.Storage;

/// <summary>
/// Locks the rows that a LINQ query reads, which LINQ cannot say: tag the query with <see cref="SkipLocked"/>. For PostgreSQL;
/// SQLite's transactions exclude one another as they are.
/// </summary>
public sealed class RowLocks : DbCommandInterceptor
{
    /// <summary>Tag of a query whose rows are locked until the commit; rows that another transaction has locked are passed over.</summary>
    public const string SkipLocked = "locked until the commit, without waiting";

    private const string Comment = $"-- {SkipLocked}";

    internal static RowLocks Instance { get; } = new();

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        if (command.CommandText.StartsWith(Comment, StringComparison.Ordinal))
            command.CommandText += "\nFOR UPDATE SKIP LOCKED";
        return ValueTask.FromResult(result);
    }
}
