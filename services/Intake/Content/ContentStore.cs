using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Referrals.Intake.Storage;
using Referrals.Intake.V1;
using Referrals.Platform.Sealing;
using Referrals.Platform.Storage;

namespace Referrals.Intake.Content;

/// <summary>
/// The only door to content: every part is sealed under the key of its referral, as the part that it is, and no other code names
/// the table.
/// </summary>
public sealed class ContentStore(ContentKeys<IntakeDbContext> keys)
{
    /// <summary>The part that the submission itself is.</summary>
    public const string Submission = "0";

    private const string SealedPart = "c.content, k.key_version, k.wrapped from contents c join content_keys k on k.subject = c.referral_id";

    /// <summary>The name of a supplement's part; of the submission for 0.</summary>
    public static string Part(int supplement) => supplement.ToString(CultureInfo.InvariantCulture);

    /// <summary>Seals a submission under a key of its own; both are written with the referral.</summary>
    public SealedSubmission Seal(string referralId, CanonicalContent content)
    {
        var made = keys.Make(referralId);
        return new SealedSubmission(made, made.Key.Seal(Submission, content.Bytes));
    }

    /// <summary>The key of a referral's content; null once it is erased.</summary>
    public Task<SubjectKey?> KeyOfAsync(Sql sql, string referralId, CancellationToken cancellationToken) => keys.FindAsync(sql, referralId, cancellationToken);

    /// <summary>Writes a part of a referral that is not erased, which the transaction has locked; its key.</summary>
    public async Task<SubjectKey> WriteAsync(Sql sql, string referralId, string part, byte[] content, CancellationToken cancellationToken)
    {
        var key = await KeyOfAsync(sql, referralId, cancellationToken) ?? throw new InvalidOperationException("the referral is erased");
        await sql.ExecuteAsync(
            "insert into contents (referral_id, part, content) values (@p0, @p1, @p2)", [referralId, part, key.Seal(part, content)], cancellationToken);
        return key;
    }

    /// <summary>Writes many submissions at once, with their keys.</summary>
    public static async Task WriteSubmissionsAsync(Sql sql, IReadOnlyList<SealedSubmission> submissions, CancellationToken cancellationToken)
    {
        await sql.InsertAsync(
            "contents (referral_id, part, content)",
            [submissions.Select(row => row.Key.Subject).ToArray(), submissions.Select(_ => Submission).ToArray(), submissions.Select(row => row.Box).ToArray()],
            "",
            cancellationToken);
        await KeyRows.WriteAsync(sql, [.. submissions.Select(row => row.Key)], cancellationToken);
    }

    public Task<SubjectKey> WriteTextAsync(Sql sql, string referralId, string part, string text, CancellationToken cancellationToken) =>
        WriteAsync(sql, referralId, part, Encoding.UTF8.GetBytes(text), cancellationToken);

    /// <summary>One part; null when it was erased or never was.</summary>
    public async Task<Referral?> ReadAsync(Sql sql, string referralId, string part, CancellationToken cancellationToken) =>
        await ReadBytesAsync(sql, referralId, part, cancellationToken) is { } bytes ? Referral.Parser.ParseFrom(bytes) : null;

    /// <summary>SHA-256 of a submission, as its receipt says it; empty once it is erased.</summary>
    public async Task<string> ReadHashAsync(Sql sql, string referralId, CancellationToken cancellationToken) =>
        await ReadBytesAsync(sql, referralId, Submission, cancellationToken) is { } bytes ? Convert.ToHexStringLower(SHA256.HashData(bytes)) : "";

    /// <summary>The texts of questions, by their ids.</summary>
    public async Task<IReadOnlyDictionary<string, string>> ReadTextsAsync(Sql sql, string referralId, IReadOnlyList<string> parts, CancellationToken cancellationToken)
    {
        if (parts.Count == 0)
            return new Dictionary<string, string>();
        var rows = await sql.Content.QueryAsync(
            $"select c.part, {SealedPart} where c.referral_id = @p0 and c.part in ({Sql.List(parts.Count, first: 1)})",
            [referralId, .. parts],
            row => (Part: row.Text(0), Text: Encoding.UTF8.GetString(Open(row, referralId, row.Text(0), 1))),
            cancellationToken);
        return rows.ToDictionary(row => row.Part, row => row.Text);
    }

    /// <summary>The first of these parts, as many as stay below a size in bytes, and at least one; a missing one is null.</summary>
    public async Task<IReadOnlyList<Referral?>> ReadSomeAsync(
        Sql sql, IReadOnlyList<(string ReferralId, string Part)> wanted, int belowBytes, CancellationToken cancellationToken)
    {
        var sizes = (await sql.Content.QueryAsync(
            $"select referral_id, part, length(content) from contents where (referral_id, part) in (values {Sql.Rows(wanted.Count, 2)})",
            Arguments(wanted),
            row => (Key: (row.Text(0), row.Text(1)), Size: row.Number(2)),
            cancellationToken)).ToDictionary(row => row.Key, row => row.Size);
        var total = 0L;
        var fitting = wanted.TakeWhile((key, index) => (total += sizes.GetValueOrDefault(key)) <= belowBytes || index == 0).ToList();
        var found = (await sql.Content.QueryAsync(
            $"select c.referral_id, c.part, {SealedPart} where (c.referral_id, c.part) in (values {Sql.Rows(fitting.Count, 2)})",
            Arguments(fitting),
            row => (Key: (row.Text(0), row.Text(1)), Content: Referral.Parser.ParseFrom(Open(row, row.Text(0), row.Text(1), 2))),
            cancellationToken)).ToDictionary(row => row.Key, row => row.Content);
        return [.. fitting.Select(key => found.GetValueOrDefault(key))];
    }

    /// <summary>Destroys the key of a referral's content and of its commitments' salts, what was sealed under it, and the answers that were remembered of it.</summary>
    public static async Task EraseAsync(Sql sql, string referralId, CancellationToken cancellationToken)
    {
        await KeyRows.DestroyAsync(sql, referralId, cancellationToken);
        await sql.Content.ExecuteAsync("delete from contents where referral_id = @p0", [referralId], cancellationToken);
        await sql.ExecuteAsync("delete from requests where subject = @p0", [referralId], cancellationToken);
    }

    private async Task<byte[]?> ReadBytesAsync(Sql sql, string referralId, string part, CancellationToken cancellationToken)
    {
        var rows = await sql.Content.QueryAsync(
            $"select {SealedPart} where c.referral_id = @p0 and c.part = @p1", [referralId, part], row => Open(row, referralId, part, 0), cancellationToken);
        return rows.Count == 0 ? null : rows[0];
    }

    /// <summary>Opens a row of <see cref="SealedPart"/> that begins at a column.</summary>
    private byte[] Open(SqlRow row, string referralId, string part, int column) =>
        keys.Open(referralId, KeyRows.Read(row, column + 1)).Open(part, row.Bytes(column));

    private static object?[] Arguments(IReadOnlyList<(string ReferralId, string Part)> keys) => [.. keys.SelectMany(key => new object?[] { key.ReferralId, key.Part })];
}
