using Referrals.Matching.MakeKeys;
using Referrals.Platform.Storage;

namespace Referrals.Matching.PlaceReferral;

/// <summary>
/// In which cases the keys of one transaction stand: locked, then read, and written back at its end in few statements. What
/// the transaction adds is seen by its next decision. The cases of a key are bounded: beyond the cap they are only counted.
/// </summary>
internal sealed class KeyIndex(Sql sql, int hotCases)
{
    /// <summary>In place of a case: those in which a hot key stands beyond the ones that are listed.</summary>
    private const string BeyondCap = "";
    private readonly Dictionary<long, List<Standing>> standings = [];

    /// <summary>Locks and reads the keys that it does not hold yet.</summary>
    public async Task EnsureAsync(IEnumerable<long> tokens, CancellationToken cancellationToken)
    {
        var missing = tokens.Where(token => !standings.ContainsKey(token)).Distinct().ToList();
        if (missing.Count == 0)
            return;
        await StripeLocks.TakeAsync(sql, missing, cancellationToken);
        foreach (var token in missing)
            standings[token] = [];
        var rows = await sql.QueryAmongAsync(
            "select token, case_id, referral_id, referrals from keys where token",
            missing,
            row => (Token: row.Number(0), Standing: new Standing(row.Text(1), row.Text(2)) { Referrals = (int)row.Number(3) }),
            cancellationToken);
        foreach (var (token, standing) in rows)
            standings[token].Add(standing);
    }

    public List<KeyEvidence> EvidenceFor(IEnumerable<MatchingKey> keys) =>
    [
        .. keys.Select(key => (Key: key, In: standings[key.Token].FindAll(standing => standing.Referrals > 0))).Where(pair => pair.In.Count > 0).Select(pair => new KeyEvidence(
            pair.Key.Type,
            pair.Key.Token,
            pair.In.Sum(standing => standing.Referrals),
            [.. pair.In.Where(standing => standing.CaseId != BeyondCap).Select(standing => new KeyedCase(standing.CaseId, standing.ReferralId))]) { Field = pair.Key.Field }),
    ];

    /// <summary>In how many cases a key stands, those beyond the cap as one each.</summary>
    public int CasesOf(long token) => standings.TryGetValue(token, out var known)
        ? known.Where(standing => standing.Referrals > 0).Sum(standing => standing.CaseId == BeyondCap ? standing.Referrals : 1)
        : 0;

    /// <summary>Moves what referrals of a case hold of a key to another case.</summary>
    public void Move(long token, string referralId, string fromCase, string toCase)
    {
        Remove(token, fromCase);
        Add(token, referralId, toCase);
    }

    /// <summary>Adds a referral's key to its case.</summary>
    public void Add(long token, string referralId, string caseId)
    {
        var known = standings[token];
        var standing = known.Find(standing => standing.CaseId == caseId);
        if (standing is null)
        {
            // One case beyond the cap is listed, which is what makes the key hot.
            var place = known.Count > hotCases ? BeyondCap : caseId;
            standing = known.Find(standing => standing.CaseId == place);
            if (standing is null)
                known.Add(standing = new Standing(place, referralId));
        }

        standing.Change(1);
    }

    /// <summary>Takes a referral's key out of its case.</summary>
    public void Remove(long token, string caseId)
    {
        var known = standings[token];
        (known.Find(standing => standing.CaseId == caseId) ?? known.Find(standing => standing.CaseId == BeyondCap))?.Change(-1);
    }

    /// <summary>Writes what has changed.</summary>
    public async Task WriteAsync(CancellationToken cancellationToken)
    {
        var changed = standings.SelectMany(entry => entry.Value.Where(standing => standing.Changed != 0), (entry, standing) => (Token: entry.Key, Standing: standing)).ToList();
        await sql.InsertAsync(
            "keys (token, case_id, referral_id, referrals)",
            [
                changed.Select(row => row.Token).ToArray(), changed.Select(row => row.Standing.CaseId).ToArray(),
                changed.Select(row => row.Standing.ReferralId).ToArray(), changed.Select(row => row.Standing.Changed).ToArray(),
            ],
            "on conflict (token, case_id) do update set referrals = keys.referrals + excluded.referrals",
            cancellationToken);

        var emptied = changed.Where(row => row.Standing.Referrals == 0).Select(row => row.Token).Distinct();
        foreach (var chunk in emptied.Chunk(sql.RowsPerStatement))
            await sql.ExecuteAsync($"delete from keys where referrals = 0 and token in ({Sql.List(chunk.Length)})", [.. chunk.Select(token => (object?)token)], cancellationToken);
    }

    /// <summary>A case in which a key stands, the first referral that brought it there, and how many of the case hold it.</summary>
    private sealed record Standing(string CaseId, string ReferralId)
    {
        public int Referrals { get; set; }

        public int Changed { get; private set; }

        public void Change(int by)
        {
            Referrals += by;
            Changed += by;
        }
    }
}
