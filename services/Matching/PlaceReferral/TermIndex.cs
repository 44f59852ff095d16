using Referrals.Matching.MakeKeys;
using Referrals.Platform.Storage;

namespace Referrals.Matching.PlaceReferral;

/// <summary>
/// In how many referrals terms stand, for one transaction. A large count grows by several at once and seldom, so that
/// transactions do not queue for the row of a common name; which referral does it follows from its id, not from chance.
/// </summary>
internal sealed class TermIndex(Sql sql, byte[] secret)
{
    private const long SizeToken = 0;
    private const int ExactUpTo = 64;
    private const int Step = 16;

    private readonly Dictionary<long, int> known = [];
    private readonly Dictionary<long, int> changed = [];

    /// <summary>Referrals that are counted.</summary>
    public long Size => known.GetValueOrDefault(SizeToken) + changed.GetValueOrDefault(SizeToken);

    public async Task<Dictionary<string, int>> CountsAsync(IEnumerable<string> terms, CancellationToken cancellationToken)
    {
        var tokens = terms.Distinct().ToDictionary(term => term, term => KeyMaker.TokenOfTerm(term, secret));
        await EnsureAsync(tokens.Values, cancellationToken);
        return tokens.ToDictionary(pair => pair.Key, pair => Count(pair.Value));
    }

    public async Task EnsureAsync(IEnumerable<long> tokens, CancellationToken cancellationToken)
    {
        var missing = tokens.Append(SizeToken).Where(token => !known.ContainsKey(token)).Distinct().ToList();
        foreach (var token in missing)
            known[token] = 0;
        foreach (var chunk in missing.Chunk(sql.RowsPerStatement))
        {
            var rows = await sql.QueryAsync(
                $"select token, referrals from terms where token in ({Sql.List(chunk.Length)})", [.. chunk.Select(token => (object?)token)], row => (Token: row.Number(0), Count: (int)row.Number(1)), cancellationToken);
            foreach (var (token, count) in rows)
                known[token] = count;
        }
    }

    /// <summary>Counts a referral's terms, which were asked for before.</summary>
    public void Add(string referralId, IEnumerable<string> terms)
    {
        foreach (var token in terms.Select(term => KeyMaker.TokenOfTerm(term, secret)).Append(SizeToken))
        {
            if (Count(token) < ExactUpTo)
                changed[token] = changed.GetValueOrDefault(token) + 1;
            else if ((ulong)KeyMaker.TokenOfTerm($"{referralId}{token}", secret) % Step == 0)
                changed[token] = changed.GetValueOrDefault(token) + Step;
        }
    }

    public async Task WriteAsync(CancellationToken cancellationToken)
    {
        // In one order by all: two transactions that count the same terms wait for one another and do not deadlock.
        foreach (var chunk in changed.OrderBy(pair => pair.Key).Chunk(sql.RowsPerStatement))
        {
            await sql.ExecuteAsync(
                $"insert into terms (token, referrals) values {Sql.Rows(chunk.Length, 2)} on conflict (token) do update set referrals = terms.referrals + excluded.referrals",
                [.. chunk.SelectMany(pair => new object?[] { pair.Key, pair.Value })],
                cancellationToken);
        }
    }

    private int Count(long token) => known.GetValueOrDefault(token) + changed.GetValueOrDefault(token);
}
