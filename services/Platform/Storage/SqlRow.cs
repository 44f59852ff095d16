using System.Data.Common;

namespace Referrals.Platform.Storage;

/// <summary>The current row of a query, read alike from both stores.</summary>
public sealed class SqlRow(DbDataReader reader)
{
    public string Text(int column) => reader.GetString(column);

    public string? TextOrNull(int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    public long Number(int column) => reader.GetInt64(column);

    public long? NumberOrNull(int column) => reader.IsDBNull(column) ? null : reader.GetInt64(column);

    public Guid Id(int column) => reader.GetFieldValue<Guid>(column);

    public byte[] Bytes(int column) => reader.GetFieldValue<byte[]>(column);

    public byte[]? BytesOrNull(int column) => reader.IsDBNull(column) ? null : Bytes(column);

    /// <summary>A list of numbers; PostgreSQL only.</summary>
    public long[] Numbers(int column) => reader.GetFieldValue<long[]>(column);

    public DateTimeOffset Time(int column) => reader.GetFieldType(column) == typeof(long)
        ? Microseconds.ToTime(reader.GetInt64(column))
        : reader.GetFieldValue<DateTimeOffset>(column);

    public DateTimeOffset? TimeOrNull(int column) => reader.IsDBNull(column) ? null : Time(column);
}
