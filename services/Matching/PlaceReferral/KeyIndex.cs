using Microsoft.EntityFrameworkCore;
using Referrals.Matching.MakeKeys;
using Referrals.Matching.Storage;
using Referrals.Platform.Storage;

namespace Referrals.Matching.PlaceReferral;

/// <summary>
/// The keys that one transaction needs, locked and then read; what the transaction adds is seen by its next decision. The
/// rows of a key are bounded: beyond the cap, further cases are only counted.
/// </summary>
internal sealed class KeyIndex(Work<MatchingDbContext> work, int hotCases)
{
    private const int TokensPerStatement = 500;
    private readonly Dictionary<long, List<KeyRow>> rows = [];

    /// <summary>Locks and reads the keys that it does not hold yet.</summary>
    public async Task EnsureAsync(IEnumerable<long> tokens, CancellationToken cancellationToken)
    {
        var missing = tokens.Where(token => !rows.ContainsKey(token)).Distinct().ToList();
        if (missing.Count == 0)
            return;
        await StripeLocks.TakeAsync(work.Sql, missing, cancellationToken);
        foreach (var token in missing)
            rows[token] = [];
        foreach (var chunk in missing.Chunk(TokensPerStatement))
        {
            foreach (var row in await work.Db.Keys.Where(row => chunk.Contains(row.Token)).ToListAsync(cancellationToken))
                rows[row.Token].Add(row);
        }
    }

    public List<KeyEvidence> EvidenceFor(IEnumerable<MatchingKey> keys) =>
    [
        .. keys.Select(key => (Key: key, Rows: rows[key.Token])).Where(pair => pair.Rows.Count > 0).Select(pair => new KeyEvidence(
            pair.Key.Type,
            pair.Key.Token,
            pair.Rows.Sum(row => row.Referrals),
            [.. pair.Rows.Where(row => row.CaseId != KeyRow.BeyondCap).Select(row => new KeyedCase(row.CaseId, row.ReferralId))])),
    ];

    /// <summary>Adds a referral's key to its case.</summary>
    public void Add(MatchingKey key, string referralId, string caseId)
    {
        var standing = rows[key.Token];
        var row = standing.Find(row => row.CaseId == caseId);
        if (row is null)
        {
            // One case beyond the cap is listed, which is what makes the key hot.
            var place = standing.Count > hotCases ? KeyRow.BeyondCap : caseId;
            row = standing.Find(row => row.CaseId == place);
            if (row is null)
            {
                row = new KeyRow { Token = key.Token, CaseId = place, ReferralId = referralId };
                standing.Add(row);
                work.Db.Keys.Add(row);
            }
        }

        row.Referrals++;
    }

    /// <summary>Takes a referral's key out of its case.</summary>
    public void Remove(long token, string caseId)
    {
        var standing = rows[token];
        var row = standing.Find(row => row.CaseId == caseId) ?? standing.Find(row => row.CaseId == KeyRow.BeyondCap);
        if (row is null || --row.Referrals > 0)
            return;
        standing.Remove(row);
        work.Db.Keys.Remove(row);
    }
}
