using Referrals.Matching.FindCandidates;
using Referrals.Matching.ReadFeatures;
using Referrals.Matching.SealFeatures;
using Referrals.Platform.Storage;

namespace Referrals.Matching.PlaceReferral;

/// <summary>The features that the referrals of one transaction are compared with: read once, and those that it adds; written at its end.</summary>
internal sealed class FeatureIndex(Sql sql, byte[] secret)
{
    /// <summary>Referrals of a case that are compared beside those that share a key: the first ones.</summary>
    private const int MostExemplars = 24;

    private readonly Dictionary<string, List<(string ReferralId, ReferralFeatures Features)>> cases = [];
    private readonly List<(string ReferralId, int Supplement, string CaseId, ReferralFeatures Features)> added = [];

    /// <summary>Reads what it does not hold yet of these cases.</summary>
    public async Task EnsureAsync(IReadOnlyList<CandidateCase> candidates, CancellationToken cancellationToken)
    {
        var missing = candidates.Select(candidate => candidate.CaseId).Where(id => cases.TryAdd(id, [])).ToList();
        foreach (var (caseId, referralId, box) in await ExemplarsAsync(missing, cancellationToken))
            cases[caseId].Add((referralId, FeatureSeal.Open(box, referralId, secret)));
        await EnsureSharingAsync(candidates, cancellationToken);
    }

    /// <summary>What is compared of a case, each referral once with all that was added to it.</summary>
    public IEnumerable<(string ReferralId, ReferralFeatures Features)> OfCase(string caseId) => cases.GetValueOrDefault(caseId, [])
        .GroupBy(row => row.ReferralId)
        .Select(parts => (parts.Key, Merge(parts.Select(part => part.Features))));

    /// <summary>What a referral brought so far, part by part.</summary>
    public async Task<List<ReferralFeatures>> PartsOfAsync(string referralId, CancellationToken cancellationToken)
    {
        var rows = await sql.QueryAsync("select sealed from features where referral_id = @p0", [referralId], row => row.Bytes(0), cancellationToken);
        return [.. rows.Select(box => FeatureSeal.Open(box, referralId, secret)), .. added.Where(row => row.ReferralId == referralId).Select(row => row.Features)];
    }

    /// <summary>Adds a referral or supplement; the next decision of this transaction sees it.</summary>
    public void Add(string referralId, int supplement, string caseId, ReferralFeatures features)
    {
        added.Add((referralId, supplement, caseId, features));
        if (cases.TryGetValue(caseId, out var rows))
            rows.Add((referralId, features));
    }

    /// <summary>Says that a case was opened in this transaction, so that nothing of it is to be read.</summary>
    public void Begin(string caseId) => cases.TryAdd(caseId, []);

    public async Task RemoveAsync(string referralId, CancellationToken cancellationToken)
    {
        added.RemoveAll(row => row.ReferralId == referralId);
        foreach (var rows in cases.Values)
            rows.RemoveAll(row => row.ReferralId == referralId);
        await sql.ExecuteAsync("delete from features where referral_id = @p0", [referralId], cancellationToken);
    }

    public async Task WriteAsync(CancellationToken cancellationToken)
    {
        await sql.InsertAsync(
            "features (referral_id, supplement, case_id, sealed)",
            [
                added.Select(row => row.ReferralId).ToArray(), added.Select(row => row.Supplement).ToArray(), added.Select(row => row.CaseId).ToArray(),
                added.Select(row => FeatureSeal.Seal(row.Features, row.ReferralId, secret)).ToArray(),
            ],
            "",
            cancellationToken);
    }

    private async Task<List<(string CaseId, string ReferralId, byte[] Box)>> ExemplarsAsync(List<string> caseIds, CancellationToken cancellationToken)
    {
        const string OfCase = "select case_id, referral_id, sealed from features where case_id =";
        if (sql.IsPostgres && caseIds.Count > 0)
            return await sql.QueryAsync($"select f.* from unnest(@p0) c cross join lateral ({OfCase} c order by referral_id limit {MostExemplars}) f", [caseIds.ToArray()], Part, cancellationToken);
        var found = new List<(string, string, byte[])>();
        foreach (var chunk in caseIds.Chunk(sql.RowsPerStatement))
        {
            found.AddRange(await sql.QueryAsync(
                string.Join(" union all ", chunk.Select((_, i) => $"select * from ({OfCase} @p{i} order by referral_id limit {MostExemplars}) c{i}")), [.. chunk], Part, cancellationToken));
        }

        return found;
    }

    /// <summary>Those that share a key count even where the case has many that came before them.</summary>
    private async Task EnsureSharingAsync(IReadOnlyList<CandidateCase> candidates, CancellationToken cancellationToken)
    {
        var missing = candidates.SelectMany(candidate => candidate.ReferralIds.Where(id => !cases[candidate.CaseId].Exists(row => row.ReferralId == id))).Distinct().ToList();
        var rows = await sql.QueryAmongAsync("select case_id, referral_id, sealed from features where referral_id", missing, Part, cancellationToken);
        foreach (var (caseId, referralId, box) in rows.Where(row => cases.ContainsKey(row.CaseId)))
            cases[caseId].Add((referralId, FeatureSeal.Open(box, referralId, secret)));
    }

    private static (string CaseId, string ReferralId, byte[] Box) Part(SqlRow row) => (row.Text(0), row.Text(1), row.Bytes(2));

    private static ReferralFeatures Merge(IEnumerable<ReferralFeatures> parts)
    {
        var list = parts.ToList();
        return list.Count == 1
            ? list[0]
            : new ReferralFeatures(
                [.. list.SelectMany(part => part.Persons)],
                [.. list.SelectMany(part => part.Identifiers).Distinct()],
                list.Select(part => part.Narrative).FirstOrDefault(narrative => narrative.Signature.Count > 0) ?? NarrativeFeatures.None,
                []);
    }
}
