using Referrals.Matching.MakeKeys;
using Referrals.Matching.TrainModel;
using Referrals.Platform.Storage;

namespace Referrals.Matching.PlaceReferral;

/// <summary>
/// In how many referrals terms stand, for one transaction. A large count grows by several at once and seldom, so that
/// transactions do not queue for the row of a common name; which referral does it follows from its id, not from chance.
/// </summary>
internal sealed class TermIndex(Sql sql, byte[] secret)
{
    /// <summary>In place of a term: it counts the referrals.</summary>
    public const long SizeToken = 0;

    private const int ExactUpTo = 64;
    private const int Step = 16;
    private const int WordsExactUpTo = 512;

    private readonly Dictionary<string, long> tokens = [];
    private readonly Dictionary<long, int> known = [];
    private readonly Dictionary<long, int> changed = [];
    private readonly HashSet<long> removed = [];

    /// <summary>Referrals that are counted.</summary>
    public long Size => known.GetValueOrDefault(SizeToken) + changed.GetValueOrDefault(SizeToken);

    /// <summary>The number of the model in force, which stands among the counts so that it costs no reading of its own.</summary>
    public int Model => known.GetValueOrDefault(ModelsInForce.ModelToken);

    /// <summary>In how many referrals each of these terms stands; reads those that it does not hold yet.</summary>
    public async Task<Dictionary<string, int>> CountsAsync(IEnumerable<string> terms, CancellationToken cancellationToken)
    {
        var distinct = terms.Distinct().ToList();
        await EnsureAsync(distinct, cancellationToken);
        return distinct.ToDictionary(term => term, term => Count(TokenOf(term)));
    }

    /// <summary>Reads the counts that it does not hold yet.</summary>
    public Task EnsureAsync(IEnumerable<string> terms, CancellationToken cancellationToken)
    {
        EnsureLater(terms, []);
        return sql.FlushAsync(cancellationToken);
    }

    /// <summary>Asks for the counts of terms, and of keys, which are counted beyond the cap only, that it does not hold yet; it has them after the next statement of the transaction.</summary>
    public void EnsureLater(IEnumerable<string> terms, IEnumerable<long> keys)
    {
        var missing = terms.Select(TokenOf).Concat(keys).Append(SizeToken).Append(ModelsInForce.ModelToken).Where(token => known.TryAdd(token, 0)).ToList();
        sql.LaterAmong(
            "select token, referrals from terms where token",
            missing,
            row => (Token: row.Number(0), Count: (int)row.Number(1)),
            rows => rows.ForEach(row => known[row.Token] = row.Count));
    }

    /// <summary>Counts a referral's terms, which were asked for before.</summary>
    public void Add(string referralId, IEnumerable<string> terms)
    {
        foreach (var token in terms.Select(TokenOf).Append(SizeToken))
            Add(referralId, token);
    }

    /// <summary>Counts one referral's term or key.</summary>
    public void Add(string referralId, long token)
    {
        if (Count(token) < ExactUpTo)
            changed[token] = changed.GetValueOrDefault(token) + 1;
        else if (IsCounted($"{referralId}{token}"))
            changed[token] = changed.GetValueOrDefault(token) + Step;
    }

    /// <summary>Counts the terms of an erased referral out, which were asked for before, in the steps in which they were counted in.</summary>
    public void Remove(string referralId, IEnumerable<string> terms)
    {
        foreach (var token in terms.Select(TokenOf).Append(SizeToken))
        {
            if (Count(token) <= ExactUpTo)
                Remove(token, 1);
            else if (IsCounted($"{referralId}{token}"))
                Remove(token, Step);
        }
    }

    /// <summary>Says that a key stands in more cases than the cap; from now on it is counted and no longer looked up.</summary>
    public void BeginCounting(long key, int cases) => changed[key] = cases;

    /// <summary>
    /// Counts the words of one referral in so many, for all of them: only which words are common matters, and a small store is
    /// counted whole.
    /// </summary>
    public void AddWords(string referralId, IReadOnlyList<int> words)
    {
        var step = StepOfWords(referralId);
        foreach (var word in step == 0 ? [] : words)
            changed[word] = changed.GetValueOrDefault(word) + step;
    }

    /// <summary>Counts the words of one erased referral out.</summary>
    public void RemoveWords(string referralId, IReadOnlyList<int> words)
    {
        var step = StepOfWords(referralId);
        foreach (var word in step == 0 ? [] : words)
            Remove(word, step);
    }

    /// <summary>Whether a count is so small that nothing else may hold what is counted.</summary>
    public bool IsSmall(long token) => Count(token) <= ExactUpTo;

    /// <summary>Says that nothing holds a word any longer.</summary>
    public void Forget(long word) => Remove(word, Count(word));

    /// <summary>Writes what was added, with the next statement of the transaction.</summary>
    public void Write()
    {
        // In one order by all: two transactions that count the same terms wait for one another and do not deadlock.
        var ordered = changed.OrderBy(pair => pair.Key).ToList();
        sql.InsertLater(
            "terms (token, referrals)",
            [ordered.Select(pair => pair.Key).ToArray(), ordered.Select(pair => pair.Value).ToArray()],
            "on conflict (token) do update set referrals = terms.referrals + excluded.referrals");
        sql.LaterAmong("delete from terms where referrals <= 0 and token", removed);
    }

    /// <summary>The same without what this transaction adds.</summary>
    public int Stored(long token) => known.GetValueOrDefault(token);

    private void Remove(long token, int step)
    {
        changed[token] = changed.GetValueOrDefault(token) - step;
        removed.Add(token);
    }

    private int StepOfWords(string referralId) => Size < WordsExactUpTo ? 1 : IsCounted($"{referralId}words") ? Step : 0;

    /// <summary>Whether it is one of those that are counted for the others of their step.</summary>
    private bool IsCounted(string text) => (ulong)KeyMaker.TokenOfTerm(text, secret) % Step == 0;

    private long TokenOf(string term)
    {
        if (!tokens.TryGetValue(term, out var token))
            tokens.Add(term, token = KeyMaker.TokenOfTerm(term, secret));
        return token;
    }

    /// <summary>In how many referrals a term stands, or in how many cases a key beyond the cap; 0 for one within it.</summary>
    public int Count(long token) => known.GetValueOrDefault(token) + changed.GetValueOrDefault(token);
}
