using System.Security.Cryptography;
using Referrals.Platform.Hosting;
using Referrals.Platform.Storage;

namespace Referrals.Platform.Sealing;

/// <summary>
/// The keys of one service's subjects, table <c>content_keys</c>. No unwrapped key is kept: what is destroyed in the store is
/// destroyed in every process.
/// </summary>
public sealed class ContentKeys<TDb>
    where TDb : ServiceDbContext
{
    public ContentKeys(ServiceName<TDb> service, KeyEncryptions encryptions) => Encryption = encryptions.Of(service.Value);

    /// <summary>What wraps them.</summary>
    public IKeyEncryption Encryption { get; }

    /// <summary>Makes a key; its row is written by the caller, with what is sealed under it.</summary>
    public NewSubjectKey Make(string subject)
    {
        var secret = RandomNumberGenerator.GetBytes(SubjectKey.Bytes);
        return new NewSubjectKey(subject, new SubjectKey(subject, secret), Encryption.Wrap(subject, secret));
    }

    /// <summary>The key of a row of <c>content_keys</c>.</summary>
    public SubjectKey Open(string subject, WrappedKey wrapped) => new(subject, Encryption.Unwrap(subject, wrapped));

    /// <summary>The key of a subject; null when it was destroyed or never made.</summary>
    public async Task<SubjectKey?> FindAsync(Sql sql, string subject, CancellationToken cancellationToken) =>
        (await FindAsync(sql, [subject], cancellationToken)).GetValueOrDefault(subject);

    /// <summary>The keys of subjects, of those that have one.</summary>
    public async Task<Dictionary<string, SubjectKey>> FindAsync(Sql sql, IReadOnlyCollection<string> subjects, CancellationToken cancellationToken)
    {
        var rows = await sql.Content.QueryAmongAsync(
            $"select {KeyRows.Columns} from content_keys where subject", [.. subjects.Distinct()], row => (Subject: row.Text(0), Wrapped: KeyRows.Read(row, 1)), cancellationToken);
        return rows.ToDictionary(row => row.Subject, row => Open(row.Subject, row.Wrapped));
    }

    /// <summary>The key of a subject, made and written if it has none.</summary>
    public async Task<SubjectKey> FindOrAddAsync(Sql sql, string subject, CancellationToken cancellationToken)
    {
        if (await FindAsync(sql, subject, cancellationToken) is { } known)
            return known;
        var made = Make(subject);
        await sql.Content.ExecuteAsync(
            $"insert into content_keys ({KeyRows.Columns}) values {Sql.Rows(1, KeyRows.ColumnCount)} on conflict (subject) do nothing", made.Values, cancellationToken);

        // Another transaction may have been first.
        return await FindAsync(sql, subject, cancellationToken) ?? throw new InvalidOperationException("a key that was written is not there");
    }
}
