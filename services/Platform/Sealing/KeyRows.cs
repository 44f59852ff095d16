using Referrals.Platform.Storage;

namespace Referrals.Platform.Sealing;

/// <summary>Rows of <c>content_keys</c>.</summary>
public static class KeyRows
{
    /// <summary>The columns of a row.</summary>
    public const string Columns = "subject, key_version, wrapped";

    /// <summary>How many these are.</summary>
    public const int ColumnCount = 3;

    /// <summary>
    /// Set while a destroyed key may still be wrapped in a page, a journal or a backup under a version that is there: since when, real
    /// time, once the keeper has seen it.
    /// </summary>
    internal const string DestroyedSetting = "content_key_destroyed";

    /// <summary>Set while a journal may hold what was destroyed.</summary>
    internal const string ScrubSetting = "scrub";

    /// <summary>The wrapped key whose version is in this column and whose bytes are in the next.</summary>
    public static WrappedKey Read(SqlRow row, int column) => new((int)row.Number(column), row.Bytes(column + 1));

    /// <summary>Writes keys that were made.</summary>
    public static Task WriteAsync(Sql sql, IReadOnlyCollection<NewSubjectKey> keys, CancellationToken cancellationToken) => sql.InsertAsync(
        $"content_keys ({Columns})",
        [keys.Select(key => key.Subject).ToArray(), keys.Select(key => key.Wrapped.Version).ToArray(), keys.Select(key => key.Wrapped.Bytes).ToArray()],
        "",
        cancellationToken);

    /// <summary>Destroys the key of a subject: whatever was sealed under it, wherever a copy of it is, stays sealed.</summary>
    public static async Task DestroyAsync(Sql sql, string subject, CancellationToken cancellationToken)
    {
        if (await sql.Content.ExecuteAsync("delete from content_keys where subject = @p0", [subject], cancellationToken) == 0)
            return;
        await sql.ExecuteAsync("insert into settings (name, value) values (@p0, '') on conflict (name) do nothing", [DestroyedSetting], cancellationToken);
        await MarkDestroyedAsync(sql, cancellationToken);
    }

    /// <summary>Says that rows were destroyed, so that the keeper empties the journal that still has them.</summary>
    public static Task MarkDestroyedAsync(Sql sql, CancellationToken cancellationToken) =>
        sql.ExecuteAsync("insert into settings (name, value) values (@p0, '') on conflict (name) do nothing", [ScrubSetting], cancellationToken);
}
