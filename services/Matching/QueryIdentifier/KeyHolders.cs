using Referrals.Common.V1;
using Referrals.Contracts;
using Referrals.Matching.FollowReferral;
using Referrals.Matching.Storage;
using Referrals.Platform.Storage;

namespace Referrals.Matching.QueryIdentifier;

/// <summary>
/// Who else holds a key: of every case where it stands, each other agency's first referral there that names it, whether it brought the key
/// or the case had it already.
/// </summary>
/// <param name="token">The key; null for a picture, which stands with each referral that it is found by.</param>
/// <param name="asking">The agency that asks, whose own referrals are passed over.</param>
public sealed class KeyHolders(Sql sql, long? token, string asking)
{
    /// <summary>Referrals of a case that one statement looks at.</summary>
    public const int Piece = 1_000;

    // A case knows the agencies that reported it, but not those of teams that added to it, which an officer may have confirmed elsewhere.
    private static readonly string NotReported = $"and decision in ('{MatchDecision.BornInCase}', '{MatchDecision.Confirmed}')";

    private readonly List<(string CaseId, ReferralMetadata Referral)> found = [];

    /// <summary>Looks until so many agencies are found.</summary>
    /// <param name="standings">The cases where the key stands, each with the referral that brought it, or of a picture each that names it.</param>
    public async Task<List<(string CaseId, ReferralMetadata Referral)>> FindAsync(
        IEnumerable<(string CaseId, string ReferralId)> standings, int enough, CancellationToken cancellationToken)
    {
        var reported = new List<(string CaseId, IReadOnlyList<string> Agencies)>();
        foreach (var (caseId, referralId) in standings.TakeWhile(_ => Count < enough))
            reported.Add((caseId, await BeginAsync(caseId, referralId, cancellationToken)));
        if (token is not { } key)
            return found;
        foreach (var (caseId, agencies) in reported)
        {
            for (string? after = ""; after is not null && Count < enough;)
                after = await LookFurtherAsync(key, caseId, agencies, after, cancellationToken);
        }

        return found;
    }

    private int Count => found.Select(holder => holder.Referral.AgencyId).Distinct().Count();

    /// <summary>Takes the referral that brought the key into a case, and tells which agencies reported the case.</summary>
    private async Task<IReadOnlyList<string>> BeginAsync(string caseId, string referralId, CancellationToken cancellationToken)
    {
        var rows = await sql.QueryAsync(
            "select c.agencies, r.metadata from cases c cross join referrals r where c.id = @p0 and r.id = @p1",
            [caseId, referralId],
            row => (Agencies: JsonList.Read(row.Text(0)), Metadata: row.Bytes(1)),
            cancellationToken);
        Take(caseId, rows.Single().Metadata);
        return rows.Single().Agencies;
    }

    /// <summary>Looks at the next of a case, and tells the last that was looked at; null for no more.</summary>
    private async Task<string?> LookFurtherAsync(long key, string caseId, IReadOnlyList<string> agencies, string after, CancellationToken cancellationToken)
    {
        var only = agencies.All(agency => agency == asking || IsFound(caseId, agency)) ? NotReported : "";
        var holds = sql.IsPostgres ? "position(@p2 in shared) > 0" : "instr(shared, @p2) > 0";
        var rows = await sql.QueryAsync(
            $"""
            select id, metadata, (select shared from features where referral_id = r.id and {holds} order by supplement limit 1)
            from referrals r where case_id = @p0 and id > @p1 {only} order by id limit {Piece}
            """,
            [caseId, after, FeatureTable.Pack([key])],
            row => (Id: row.Text(0), Metadata: row.Bytes(1), Shared: row.BytesOrNull(2)),
            cancellationToken);

        // The bytes of a key may also stand across two others.
        foreach (var row in rows.Where(row => FeatureTable.Unpack(row.Shared).Contains(key)))
            Take(caseId, row.Metadata);
        return rows.Count < Piece ? null : rows[^1].Id;
    }

    private void Take(string caseId, byte[] metadata)
    {
        var referral = ReferralUpdates.MetadataOf(PackedJson.Unpack(metadata));
        if (referral.AgencyId != asking && !IsFound(caseId, referral.AgencyId))
            found.Add((caseId, referral));
    }

    private bool IsFound(string caseId, string agency) => found.Exists(holder => holder.CaseId == caseId && holder.Referral.AgencyId == agency);
}
