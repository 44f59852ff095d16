using System.Globalization;
using System.Text;
using Google.Protobuf;
using Referrals.Intake.V1;
using Referrals.Platform.Storage;

namespace Referrals.Intake.Content;

/// <summary>
/// The only door to content: what is written passes <see cref="Seal"/>, what is read passes <see cref="Open"/>, and no
/// other code names the table.
/// </summary>
public static class ContentStore
{
    /// <summary>The part that the submission itself is.</summary>
    public const string Submission = "0";

    /// <summary>For a statement of several: writes the submission if the referral was stored by the statement before.</summary>
    public const string InsertWithReferral =
        "insert into contents (referral_id, part, content) select @p0, '0', @p1 where exists (select 1 from referrals where id = @p0)";

    /// <summary>The name of a supplement's part; of the submission for 0.</summary>
    public static string Part(int supplement) => supplement.ToString(CultureInfo.InvariantCulture);

    /// <summary>What is stored for a text.</summary>
    public static byte[] Seal(byte[] content) => content;

    public static Task WriteAsync(Sql sql, string referralId, string part, byte[] content, CancellationToken cancellationToken) =>
        sql.ExecuteAsync(
            "insert into contents (referral_id, part, content) values (@p0, @p1, @p2)", [referralId, part, Seal(content)], cancellationToken);

    /// <summary>Writes many submissions at once.</summary>
    public static async Task WriteSubmissionsAsync(Sql sql, IReadOnlyList<(string ReferralId, byte[] Content)> submissions, CancellationToken cancellationToken)
    {
        if (submissions.Count == 0)
            return;
        await sql.ExecuteAsync(
            $"insert into contents (referral_id, part, content) values {Sql.Rows(submissions.Count, 3)}",
            [.. submissions.SelectMany(row => new object?[] { row.ReferralId, Submission, Seal(row.Content) })],
            cancellationToken);
    }

    public static Task WriteTextAsync(Sql sql, string referralId, string part, string text, CancellationToken cancellationToken) =>
        WriteAsync(sql, referralId, part, Encoding.UTF8.GetBytes(text), cancellationToken);

    /// <summary>One part; null when it was erased or never was.</summary>
    public static async Task<Referral?> ReadAsync(Sql sql, string referralId, string part, CancellationToken cancellationToken)
    {
        var rows = await sql.QueryAsync(
            "select content from contents where referral_id = @p0 and part = @p1", [referralId, part], row => Open(row.Bytes(0)), cancellationToken);
        return rows.Count == 0 ? null : Referral.Parser.ParseFrom(rows[0]);
    }

    /// <summary>The texts of questions, by their ids.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> ReadTextsAsync(Sql sql, string referralId, IReadOnlyList<string> parts, CancellationToken cancellationToken)
    {
        if (parts.Count == 0)
            return new Dictionary<string, string>();
        var rows = await sql.QueryAsync(
            $"select part, content from contents where referral_id = @p0 and part in ({Sql.List(parts.Count, first: 1)})",
            [referralId, .. parts],
            row => (Part: row.Text(0), Text: Encoding.UTF8.GetString(Open(row.Bytes(1)))),
            cancellationToken);
        return rows.ToDictionary(row => row.Part, row => row.Text);
    }

    /// <summary>The first of these parts, as many as stay below a size in bytes, and at least one; a missing one is null.</summary>
    public static async Task<IReadOnlyList<Referral?>> ReadSomeAsync(
        Sql sql, IReadOnlyList<(string ReferralId, string Part)> keys, int belowBytes, CancellationToken cancellationToken)
    {
        var sizes = (await sql.QueryAsync(
            $"select referral_id, part, length(content) from contents where (referral_id, part) in (values {Sql.Rows(keys.Count, 2)})",
            Arguments(keys),
            row => (Key: (row.Text(0), row.Text(1)), Size: row.Number(2)),
            cancellationToken)).ToDictionary(row => row.Key, row => row.Size);
        var total = 0L;
        var fitting = keys.TakeWhile((key, index) => (total += sizes.GetValueOrDefault(key)) <= belowBytes || index == 0).ToList();
        var found = (await sql.QueryAsync(
            $"select referral_id, part, content from contents where (referral_id, part) in (values {Sql.Rows(fitting.Count, 2)})",
            Arguments(fitting),
            row => (Key: (row.Text(0), row.Text(1)), Content: Referral.Parser.ParseFrom(Open(row.Bytes(2)))),
            cancellationToken)).ToDictionary(row => row.Key, row => row.Content);
        return [.. fitting.Select(key => found.GetValueOrDefault(key))];
    }

    private static object?[] Arguments(IReadOnlyList<(string ReferralId, string Part)> keys) => [.. keys.SelectMany(key => new object?[] { key.ReferralId, key.Part })];

    private static byte[] Open(byte[] stored) => stored;
}
