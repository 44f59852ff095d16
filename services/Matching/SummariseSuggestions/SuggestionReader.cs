using Referrals.Common.V1;
using Referrals.Matching.GetMatches;
using Referrals.Matching.PlaceReferral;
using Referrals.Matching.Storage;
using Referrals.Platform.Storage;

namespace Referrals.Matching.SummariseSuggestions;

/// <summary>Reads the open suggestions of several cases at once.</summary>
public sealed class SuggestionReader(Store<MatchingDbContext> store)
{
    /// <summary>The most that are counted for a case.</summary>
    public const int MostCounted = 100;

    /// <summary>The suggestions, each with the case that its referral is in.</summary>
    public Task<List<(MatchLine Line, string ReferralsCase)>> ReadAsync(IReadOnlyCollection<string> cases, CancellationToken cancellationToken)
    {
        var list = Sql.List(cases.Count, first: 1);
        return store.ReadSqlAsync(
            (sql, token) => sql.QueryAsync(
                $"""
                select s.referral_id, s.case_id, s.decision, s.suggested_at, s.explanation, r.case_id
                from suggestions s join referrals r on r.id = s.referral_id join cases c on c.id = s.case_id and c.merged_into is null
                where s.decision = @p0 and s.case_id in ({list})
                union
                select s.referral_id, s.case_id, s.decision, s.suggested_at, s.explanation, r.case_id
                from referrals r join suggestions s on s.referral_id = r.id join cases c on c.id = s.case_id and c.merged_into is null
                where s.decision = @p0 and r.case_id in ({list})
                limit {MostCounted * 100}
                """,
                [MatchDecision.Suggested.ToString(), .. cases],
                row => (new MatchLine(row.Text(0), row.Text(1), Enum.Parse<MatchDecision>(row.Text(2)), row.Time(3), StoredExplanation.Read(PackedJson.Unpack(row.Bytes(4)))), row.Text(5)),
                token),
            cancellationToken);
    }
}
