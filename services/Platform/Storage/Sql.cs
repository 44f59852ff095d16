using System.Data.Common;
using System.Globalization;
using System.Text;
using Npgsql;

namespace Referrals.Platform.Storage;

/// <summary>
/// Explicit SQL on the connection and transaction of one unit of work, in the dialect that both stores share.
/// Arguments are positional: <c>@p0</c>, <c>@p1</c>, …
/// </summary>
public sealed partial class Sql(DbConnection connection, DbTransaction? transaction)
{
    /// <summary>Whether the store is PostgreSQL; the few statements that differ ask this.</summary>
    public bool IsPostgres { get; } = connection is NpgsqlConnection;

    /// <summary>
    /// How many rows to write or look up in one statement. SQLite finds each argument by searching the names of all, so that
    /// its statements cost the square of their arguments.
    /// </summary>
    public int RowsPerStatement => IsPostgres ? 200 : 40;

    // Of one insert on SQLite, for the same reason.
    private const int MostArguments = 176;

    /// <summary>For statements that touch content or its keys: they are run for whoever calls.</summary>
    public ContentSql Content => new(this, ContentReader.Current);

    /// <summary>The same for what a service does of itself.</summary>
    public ContentSql OwnContent => new(this, ContentReader.Service);

    public async Task<int> ExecuteAsync(string text, object?[] arguments, CancellationToken cancellationToken)
    {
        await FlushAsync(cancellationToken);
        await using var command = Command(text, arguments);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>The same on behalf of a reader, who is told to the statements in arguments <c>@r0</c>, <c>@r1</c>, ….</summary>
    internal async Task<int> ExecuteAsync(string text, object?[] arguments, object?[] told, CancellationToken cancellationToken)
    {
        await FlushAsync(cancellationToken);
        await using var command = Command(text, arguments, told);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>The rows of the second of two statements.</summary>
    internal async Task<List<T>> QuerySecondAsync<T>(string text, object?[] arguments, object?[] told, Func<SqlRow, T> map, CancellationToken cancellationToken)
    {
        await FlushAsync(cancellationToken);
        await using var command = Command(text, arguments, told);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        return await ReadAsync(reader, map, cancellationToken);
    }

    public async Task<List<T>> QueryAsync<T>(string text, object?[] arguments, Func<SqlRow, T> map, CancellationToken cancellationToken)
    {
        if (waiting.Count > 0)
        {
            List<T> found = [];
            Later(text, arguments, map, rows => found = rows);
            await FlushAsync(cancellationToken);
            return found;
        }

        await using var command = Command(text, arguments);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await ReadAsync(reader, map, cancellationToken);
    }

    private static async Task<List<T>> ReadAsync<T>(DbDataReader reader, Func<SqlRow, T> map, CancellationToken cancellationToken)
    {
        var rows = new List<T>();
        var row = new SqlRow(reader);
        while (await reader.ReadAsync(cancellationToken))
            rows.Add(map(row));
        return rows;
    }

    public async Task<T?> ScalarAsync<T>(string text, object?[] arguments, CancellationToken cancellationToken)
    {
        await FlushAsync(cancellationToken);
        await using var command = Command(text, arguments);
        var value = await command.ExecuteScalarAsync(cancellationToken);
        return value is null or DBNull ? default : (T)Convert.ChangeType(value, Nullable.GetUnderlyingType(typeof(T)) ?? typeof(T), CultureInfo.InvariantCulture);
    }

    /// <summary>
    /// Inserts rows given by columns: <paramref name="into"/> is the table with its columns in their order, <paramref name="tail"/>
    /// what follows the values. On PostgreSQL the columns travel as arrays, so that one prepared statement serves any number of rows.
    /// </summary>
    public async Task InsertAsync(string into, Array[] columns, string tail, CancellationToken cancellationToken)
    {
        foreach (var (text, arguments) in Inserts(into, columns, tail))
            await ExecuteAsync(text, arguments, cancellationToken);
    }

    /// <summary>The same where <paramref name="tail"/> returns something of the rows.</summary>
    public async Task<List<T>> InsertAsync<T>(string into, Array[] columns, string tail, Func<SqlRow, T> map, CancellationToken cancellationToken)
    {
        var returned = new List<T>();
        foreach (var (text, arguments) in Inserts(into, columns, tail))
            returned.AddRange(await QueryAsync(text, arguments, map, cancellationToken));
        return returned;
    }

    /// <summary>Reads by a list of keys: <paramref name="text"/> ends with the column that is to be among them.</summary>
    public async Task<List<T>> QueryAmongAsync<TKey, T>(string text, IReadOnlyCollection<TKey> keys, Func<SqlRow, T> map, CancellationToken cancellationToken)
    {
        var found = new List<T>();
        foreach (var (statement, arguments) in Among(text, keys))
            found.AddRange(await QueryAsync(statement, arguments, map, cancellationToken));
        return found;
    }

    /// <summary>Placeholders for rows of equal width: <c>(@p0,@p1),(@p2,@p3)</c>.</summary>
    public static string Rows(int rows, int columns, int first = 0)
    {
        var text = new StringBuilder(rows * columns * 6);
        for (var row = 0; row < rows; row++)
        {
            text.Append(row == 0 ? "(" : ",(");
            for (var column = 0; column < columns; column++)
                text.Append(column == 0 ? "@p" : ",@p").Append(first + row * columns + column);
            text.Append(')');
        }

        return text.ToString();
    }

    /// <summary>Placeholders for a list: <c>@p3,@p4,@p5</c>.</summary>
    public static string List(int count, int first = 0) => string.Join(',', Enumerable.Range(first, count).Select(i => $"@p{i}"));

    /// <summary>Rows of equal width as columns; each column is of one type.</summary>
    public static Array[] Columns(IReadOnlyList<object?[]> rows) => [.. Enumerable.Range(0, rows[0].Length).Select(column => ColumnOf([.. rows.Select(row => row[column])]))];

    private static Array ColumnOf(object?[] values)
    {
        var type = values.FirstOrDefault(value => value is not null)?.GetType() ?? typeof(string);
        if (type.IsEnum)
            return Array.ConvertAll(values, value => value?.ToString());
        if (type.IsValueType && values.Contains(null))
            type = typeof(Nullable<>).MakeGenericType(type);
        var column = Array.CreateInstance(type, values.Length);
        for (var row = 0; row < values.Length; row++)
            column.SetValue(values[row], row);
        return column;
    }

    private IEnumerable<(string Text, object?[] Arguments)> Inserts(string into, Array[] columns, string tail)
    {
        var count = columns[0].Length;
        if (count == 0)
            return [];
        return IsPostgres
            ? [($"insert into {into} select * from {Unnested(columns.Length)} {tail}", [.. columns])]
            : Enumerable.Range(0, count).Chunk(Math.Max(1, MostArguments / columns.Length))
                .Select(rows => (
                    $"insert into {into} values {Rows(rows.Length, columns.Length)} {tail}",
                    rows.SelectMany(row => columns.Select(column => column.GetValue(row))).ToArray()));
    }

    private IEnumerable<(string Text, object?[] Arguments)> Among<TKey>(string text, IReadOnlyCollection<TKey> keys)
    {
        if (keys.Count == 0)
            return [];
        return IsPostgres
            ? [($"{text} = any(@p0)", [keys.ToArray()])]
            : keys.Chunk(RowsPerStatement).Select(chunk => ($"{text} in ({List(chunk.Length)})", chunk.Select(key => (object?)key).ToArray()));
    }

    /// <summary>
    /// The rows of arrays on PostgreSQL. Each stands in a query of its own, so that a plan cannot rest on how long it is this time: the
    /// planner then keeps the plan instead of making one for every execution.
    /// </summary>
    internal static string Unnested(int columns) => $"unnest({string.Join(',', Enumerable.Range(0, columns).Select(i => $"(select @p{i})"))})";

    private DbCommand Command(string text, object?[] arguments, object?[]? told = null)
    {
        var command = connection.CreateCommand();
        command.CommandText = text;
        command.Transaction = transaction;
        AddParameters(command, "p", arguments);
        AddParameters(command, "r", told ?? []);
        return command;
    }

    private void AddParameters(DbCommand command, string name, object?[] values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = $"{name}{i}";
            parameter.Value = Value(values[i]);
            command.Parameters.Add(parameter);
        }
    }

    private object Value(object? argument) => argument switch
    {
        null => DBNull.Value,
        DateTimeOffset time when !IsPostgres => Microseconds.From(time),
        DateTimeOffset time => time.ToUniversalTime(),
        DateTimeOffset[] times => Array.ConvertAll(times, time => time.ToUniversalTime()),
        Guid id when !IsPostgres => id.ToString(),
        Enum value => value.ToString(),
        _ => argument,
    };
}
