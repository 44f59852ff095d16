namespace Referrals.Platform.Storage;

/// <summary>
/// Statements that touch content or its keys. On PostgreSQL each says in the same round trip for whom; the settings end with the
/// transaction. SQLite has no row-level security: there the statements go as they are.
/// </summary>
public sealed class ContentSql(Sql sql, ContentReader reader)
{
    private const string Settings = "select set_config('app.principal', @r0, true), set_config('app.subjects', @r1, true)";

    public Task<int> ExecuteAsync(string text, object?[] arguments, CancellationToken cancellationToken) => sql.IsPostgres
        ? sql.ExecuteAsync($"{Settings};\n{text}", arguments, Told, cancellationToken)
        : sql.ExecuteAsync(text, arguments, cancellationToken);

    public Task<List<T>> QueryAsync<T>(string text, object?[] arguments, Func<SqlRow, T> map, CancellationToken cancellationToken) => sql.IsPostgres
        ? sql.QuerySecondAsync($"{Settings};\n{text}", arguments, Told, map, cancellationToken)
        : sql.QueryAsync(text, arguments, map, cancellationToken);

    /// <summary>As <see cref="Sql.QueryAmongAsync"/>.</summary>
    public Task<List<T>> QueryAmongAsync<TKey, T>(string text, IReadOnlyCollection<TKey> keys, Func<SqlRow, T> map, CancellationToken cancellationToken) =>
        sql.IsPostgres && keys.Count > 0 ? QueryAsync($"{text} = any(@p0)", [keys.ToArray()], map, cancellationToken) : sql.QueryAmongAsync(text, keys, map, cancellationToken);

    private object?[] Told => [reader.Principal, reader.Subjects];
}
