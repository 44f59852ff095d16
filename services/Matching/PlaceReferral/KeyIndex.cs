using Referrals.Matching.FindPictures;
using Referrals.Matching.MakeKeys;
using Referrals.Matching.Storage;
using Referrals.Platform.Storage;

namespace Referrals.Matching.PlaceReferral;

/// <summary>
/// In which cases the keys of one transaction stand: locked, then read; what the transaction adds is seen by its next decision. A key in
/// more cases than the cap is hot: it is neither looked up nor stored any longer, only counted, among the terms. Of pictures, where those stand that
/// look like them.
/// </summary>
internal sealed class KeyIndex(Sql sql, TermIndex terms, HotKeys hot, int hotCases, PictureSearch? pictures = null)
{
    private readonly Dictionary<long, List<KeyedCase>> standings = [];
    private readonly Dictionary<long, int> changes = [];

    /// <summary>Cases beyond which a key is hot.</summary>
    public int HotCases => hotCases;

    /// <summary>Locks and reads the keys that it does not hold yet, and counts terms on the way.</summary>
    public async Task EnsureAsync(IEnumerable<long> tokens, IEnumerable<string> counted, CancellationToken cancellationToken)
    {
        var missing = tokens.Where(token => !standings.ContainsKey(token)).ToHashSet();
        if (missing.Count == 0)
            return;
        HashSet<long> cold = [.. missing.Where(token => !hot.Knows(token))];

        // One round trip: each statement begins, and sees what is there, when the one before it has ended.
        StripeLocks.Take(sql, cold);
        terms.EnsureLater(counted, missing);
        var found = await FeatureTable.LookUpAsync(sql, cold, cancellationToken);
        await sql.FlushAsync(cancellationToken);
        foreach (var token in missing)
            standings[token] = [];
        foreach (var token in missing.Where(token => terms.Stored(token) > 0))
            hot.Learn(token);
        foreach (var (token, caseId, referralId) in found.Where(standing => !IsHot(standing.Token)))
            standings[token].Add(new KeyedCase(caseId, referralId));
    }

    /// <summary>Where these keys stand; those that stand nowhere are left out.</summary>
    public List<KeyEvidence> EvidenceFor(IEnumerable<MatchingKey> keys) =>
        [.. keys.Where(key => CasesOf(key.Token) > 0).Select(key => new KeyEvidence(key, CasesOf(key.Token), IsHot(key.Token) ? [] : StandingOf(key.Token)))];

    /// <summary>In how many cases a key stands; many are counted roughly.</summary>
    public int CasesOf(long token) => terms.Count(token) is > 0 and var counted ? counted : StandingOf(token).Count;

    /// <summary>Whether a key stands in a case already.</summary>
    public bool StandsIn(long token, string caseId) => standings[token].Exists(standing => standing.CaseId == caseId);

    /// <summary>
    /// Adds a referral's keys to its case: those that it brings there first, by which it will be found, and those that the case has. A hot
    /// one is neither.
    /// </summary>
    public (List<long> Brought, List<long> Shared) Add(IEnumerable<long> tokens, string referralId, string caseId)
    {
        var (brought, shared) = (new List<long>(), new List<long>());
        foreach (var token in tokens)
        {
            if (IsHot(token))
            {
                terms.Add(referralId, token);
                Change(token);
            }
            else if (StandsIn(token, caseId))
                shared.Add(token);
            else
                brought.Add(Bring(token, referralId, caseId));
        }

        return (brought, shared);
    }

    /// <summary>Adds a picture of a referral to its case.</summary>
    public void AddPicture(MatchingKey key, string referralId, int supplement, string caseId)
    {
        foreach (var token in pictures!.Add(key, referralId, supplement, caseId, hotCases))
            Change(token);
    }

    /// <summary>How often the transaction has changed where these keys stand.</summary>
    public int ChangesOf(IReadOnlyList<MatchingKey> keys) => changes.Count == 0 ? 0 : keys.Sum(key => changes.GetValueOrDefault(key.Token));

    /// <summary>Reads keys anew that were moved or deleted.</summary>
    public Task ReadAgainAsync(IReadOnlyCollection<long> tokens, CancellationToken cancellationToken)
    {
        foreach (var token in tokens)
        {
            standings.Remove(token);
            Change(token);
        }

        return EnsureAsync(tokens, [], cancellationToken);
    }

    private List<KeyedCase> StandingOf(long token) => standings.TryGetValue(token, out var known) ? known : pictures?.StandingOf(token) ?? [];

    private bool IsHot(long token) => terms.Count(token) > 0;

    private long Bring(long token, string referralId, string caseId)
    {
        var known = standings[token];
        known.Add(new KeyedCase(caseId, referralId));
        Change(token);
        if (known.Count > hotCases)
            terms.BeginCounting(token, known.Count);
        return token;
    }

    private void Change(long token) => changes[token] = changes.GetValueOrDefault(token) + 1;
}
