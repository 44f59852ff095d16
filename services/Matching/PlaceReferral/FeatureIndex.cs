using Referrals.Matching.FindCandidates;
using Referrals.Matching.ReadFeatures;
using Referrals.Matching.SealFeatures;
using Referrals.Matching.Storage;
using Referrals.Platform.Storage;

namespace Referrals.Matching.PlaceReferral;

/// <summary>The features that the referrals of one transaction are compared with: read once, and those that it adds; written at its end.</summary>
internal sealed class FeatureIndex(Sql sql, byte[] secret)
{
    /// <summary>Referrals of a case that are compared beside those that share a key: the first ones.</summary>
    private const int MostExemplars = 24;
    private const string Columns = "select f.case_id, f.referral_id, f.sealed from features f";
    private const string ReferralsOf = "select id from referrals where case_id =";

    // On PostgreSQL. Each list stands in a query of its own, so that the plan does not rest on how long it is this time.
    private static readonly string OfCases =
        $"""
        {Columns} where f.referral_id in (
            select r.id from unnest((select @p0)) c cross join lateral ({ReferralsOf} c order by id limit {MostExemplars}) r
            union select unnest((select @p1)))
        order by f.referral_id, f.supplement
        """;

    private readonly Dictionary<string, List<(string ReferralId, ReferralFeatures Features)>> cases = [];
    private readonly Dictionary<string, List<(FeatureRow Row, ReferralFeatures Features)>> added = [];

    /// <summary>Reads what it does not hold yet of these cases.</summary>
    public async Task EnsureAsync(IReadOnlyList<CandidateCase> candidates, CancellationToken cancellationToken)
    {
        var missing = candidates.Select(candidate => candidate.CaseId).Where(id => cases.TryAdd(id, [])).ToList();
        if (sql.IsPostgres)
        {
            // A case that is read already may come to share a key by another of its referrals.
            var sharing = SharingOf(candidates);
            if (missing.Count + sharing.Count > 0)
                Keep(await sql.QueryAsync(OfCases, [missing.ToArray(), sharing.ToArray()], Part, cancellationToken));
            return;
        }

        Keep(await ExemplarsAsync(missing, cancellationToken));
        Keep(await sql.QueryAmongAsync($"{Columns} where f.referral_id", SharingOf(candidates), Part, cancellationToken));
    }

    /// <summary>What is compared of a case, each referral once with all that was added to it.</summary>
    public IEnumerable<(string ReferralId, ReferralFeatures Features)> OfCase(string caseId) => cases.GetValueOrDefault(caseId, [])
        .Concat(AddedTo(caseId).Select(part => (part.Row.ReferralId, part.Features)))
        .GroupBy(row => row.ReferralId)
        .Select(parts => (parts.Key, Merge(parts.Select(part => part.Features))));

    /// <summary>The first parts of a case whose content is not erased.</summary>
    public async Task<List<(string ReferralId, ReferralFeatures Features)>> FirstOfAsync(string caseId, CancellationToken cancellationToken)
    {
        var parts = await sql.QueryAsync(
            $"{Columns} join referrals r on r.id = f.referral_id where r.case_id = @p0 order by f.referral_id, f.supplement limit {MostExemplars}", [caseId], Part, cancellationToken);
        return parts.ConvertAll(part => (part.ReferralId, FeatureSeal.Open(part.Box, part.ReferralId, secret)));
    }

    /// <summary>Adds a referral or supplement with its keys and words; the next decision of this transaction sees it.</summary>
    public void Add(FeatureRow row, ReferralFeatures features)
    {
        if (!added.TryGetValue(row.CaseId, out var parts))
            added.Add(row.CaseId, parts = []);
        parts.Add((row, features));
    }

    /// <summary>What is compared, as it is stored.</summary>
    public byte[] Seal(ReferralFeatures features, string referralId) => FeatureSeal.Seal(features, referralId, secret);

    /// <summary>Says that a case was opened in this transaction, so that nothing of it is to be read.</summary>
    public void Begin(string caseId) => cases.TryAdd(caseId, []);

    /// <summary>Writes what was added, and forgets what is held: all of it is in the store from now on.</summary>
    public async Task WriteAsync(CancellationToken cancellationToken)
    {
        await FeatureTable.InsertAsync(sql, [.. added.Values.SelectMany(parts => parts).Select(part => part.Row)], cancellationToken);
        added.Clear();
        cases.Clear();
    }

    private List<(FeatureRow Row, ReferralFeatures Features)> AddedTo(string caseId) => added.GetValueOrDefault(caseId, []);

    private async Task<List<(string CaseId, string ReferralId, byte[] Box)>> ExemplarsAsync(List<string> caseIds, CancellationToken cancellationToken)
    {
        var found = new List<(string, string, byte[])>();
        foreach (var chunk in caseIds.Chunk(sql.RowsPerStatement))
        {
            found.AddRange(await sql.QueryAsync(
                $"{Columns} where f.referral_id in ({string.Join(" union all ", chunk.Select((_, i) => $"select * from ({ReferralsOf} @p{i} order by id limit {MostExemplars}) c{i}"))})", [.. chunk], Part, cancellationToken));
        }

        return found;
    }

    /// <summary>Those that share a key count even where the case has many that came before them. Nothing is stored yet of one that this transaction placed.</summary>
    private List<string> SharingOf(IReadOnlyList<CandidateCase> candidates) =>
    [
        .. candidates.SelectMany(candidate => candidate.ReferralIds.Where(id =>
            !cases[candidate.CaseId].Exists(row => row.ReferralId == id) && !AddedTo(candidate.CaseId).Exists(part => part.Row.ReferralId == id && part.Row.Supplement == 0))).Distinct(),
    ];

    private void Keep(List<(string CaseId, string ReferralId, byte[] Box)> parts)
    {
        foreach (var (caseId, referralId, box) in parts)
        {
            if (cases.TryGetValue(caseId, out var rows))
                rows.Add((referralId, FeatureSeal.Open(box, referralId, secret)));
        }
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
