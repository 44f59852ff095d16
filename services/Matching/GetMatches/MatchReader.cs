using Microsoft.EntityFrameworkCore;
using Referrals.Common.V1;
using Referrals.Matching.PlaceReferral;
using Referrals.Matching.Storage;
using Referrals.Platform.Storage;

namespace Referrals.Matching.GetMatches;

/// <summary>Reads matches with what explains them.</summary>
public sealed class MatchReader(Store<MatchingDbContext> store)
{
    private const int MostReferrals = 1000;

    /// <summary>The case of a referral; null if it was never placed.</summary>
    public Task<string?> CaseOfAsync(string referralId, CancellationToken cancellationToken) => store.ReadAsync(
        (db, token) => db.Referrals.Where(row => row.Id == referralId).Select(row => row.CaseId).FirstOrDefaultAsync(token), cancellationToken);

    public async Task<Dictionary<string, CaseRow>> CasesAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken) => await store.ReadAsync(
        (db, token) => db.Cases.Where(row => ids.Contains(row.Id)).ToDictionaryAsync(row => row.Id, token), cancellationToken);

    /// <summary>The first referrals of a case.</summary>
    public Task<List<string>> ReferralsOfAsync(string caseId, CancellationToken cancellationToken) => store.ReadAsync(
        (db, token) => db.Referrals.Where(row => row.CaseId == caseId).OrderBy(row => row.Id).Select(row => row.Id).Take(MostReferrals).ToListAsync(token), cancellationToken);

    /// <summary>A page of the matches of one referral, or of a case; links before suggestions, the oldest first.</summary>
    public Task<List<MatchLine>> LinesAsync(
        string? referralId, string caseId, IReadOnlyCollection<MatchDecision> decisions, int offset, int limit, CancellationToken cancellationToken)
    {
        var linked = referralId is null ? "case_id = @p0" : "id = @p0";
        var suggested = referralId is null
            ? "(s.case_id = @p0 or s.referral_id in (select id from referrals where case_id = @p0))"
            : "s.referral_id = @p0";
        object?[] arguments = [referralId ?? caseId, offset, limit, .. decisions.Select(decision => (object?)decision)];

        // A question about a case that has ended waits until that case stands again.
        // Unless asked for, a referral that opened its case matched nothing.
        var wanted = decisions.Count == 0 ? $"decision not in ('{MatchDecision.New}', '{MatchDecision.Confirmed}', '{MatchDecision.Rejected}')" : $"decision in ({Sql.List(decisions.Count, first: 3)})";
        return store.ReadSqlAsync(
            (sql, token) => sql.QueryAsync(
                $"""
                select referral_id, case_id, decision, at, explanation from (
                    select id as referral_id, case_id, decision, decided_at as at, explanation, 0 as place from referrals where {linked}
                    union all
                    select s.referral_id, s.case_id, s.decision, s.suggested_at, s.explanation, 1
                    from suggestions s join cases c on c.id = s.case_id
                    where {suggested} and (c.merged_into is null or s.decision <> '{MatchDecision.Suggested}')
                ) lines
                where {wanted} order by place, at, referral_id, case_id limit @p2 offset @p1
                """,
                arguments,
                row => new MatchLine(row.Text(0), row.Text(1), Enum.Parse<MatchDecision>(row.Text(2)), row.Time(3), StoredExplanation.Read(PackedJson.Unpack(row.Bytes(4)))),
                token),
            cancellationToken);
    }
}
