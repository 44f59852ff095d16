using Referrals.Matching.PlaceReferral;

namespace Referrals.Evaluation.Scale;

/// <summary>
/// Where the keys of a corpus stand, as <see cref="KeyIndex"/> has it of a store, in as little memory as a corpus of millions leaves:
/// how many cases hold a key, and whether a case holds it.
/// </summary>
internal sealed class LoadedKeys(int hotCases)
{
    private readonly Dictionary<long, int> cases = [];
    private readonly HashSet<ulong> standings = [];

    /// <summary>Adds a referral's keys to its case: those that it brings there first, and those that the case has. A hot one is only counted.</summary>
    public (List<long> Brought, List<long> Shared) Add(TermIndex terms, IEnumerable<long> tokens, string referralId, string caseId)
    {
        var (brought, shared) = (new List<long>(), new List<long>());
        var place = (ulong)InventedCorpus.NumberOfCase(caseId) * 0x9E3779B97F4A7C15;
        foreach (var token in tokens)
        {
            if (terms.Count(token) > 0)
                terms.Add(referralId, token);
            else if (!standings.Add(Mix((ulong)token ^ place)))
                shared.Add(token);
            else
                brought.Add(Bring(terms, token));
        }

        return (brought, shared);
    }

    private long Bring(TermIndex terms, long token)
    {
        var known = cases[token] = cases.GetValueOrDefault(token) + 1;
        if (known > hotCases)
            terms.BeginCounting(token, known);
        return token;
    }

    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        return value ^ (value >> 27);
    }
}
