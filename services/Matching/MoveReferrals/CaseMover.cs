using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Referrals.Contracts;
using Referrals.Matching.FollowReferral;
using Referrals.Matching.MakeKeys;
using Referrals.Matching.PlaceReferral;
using Referrals.Matching.Storage;
using Referrals.Platform.Storage;

namespace Referrals.Matching.MoveReferrals;

/// <summary>
/// Moves referrals between cases with everything that leads to them. Keys and cases are locked, as by placing, so that what arrives meanwhile
/// finds either the old state or the new.
/// </summary>
public sealed class CaseMover(MatchingSecret secret, HotKeys hot, IOptions<MatchingOptions> options)
{
    /// <summary>The referrals of a case that one call may move.</summary>
    public const int Most = 1_000;

    /// <summary>The first referrals of a case, one more than may be moved.</summary>
    public static Task<List<string>> ReferralsOfAsync(Work<MatchingDbContext> work, string caseId, CancellationToken cancellationToken) =>
        work.Db.Referrals.Where(row => row.CaseId == caseId).OrderBy(row => row.Id).Select(row => row.Id).Take(Most + 1).ToListAsync(cancellationToken);

    /// <summary>Moves referrals, all of which are in <paramref name="from"/>. Both cases are locked by it.</summary>
    public async Task MoveAsync(Work<MatchingDbContext> work, IReadOnlyList<string> referralIds, CaseRow from, CaseRow to, string reason, CancellationToken cancellationToken)
    {
        var sql = work.Sql;
        var terms = new TermIndex(sql, secret.Value);
        var keys = new KeyIndex(sql, terms, hot, options.Value.HotCases);
        var parts = await HeldKeys.OfAsync(sql, referralIds, cancellationToken);
        await keys.EnsureAsync(parts.SelectMany(part => part.All), [], cancellationToken);
        await HeldKeys.LeaveAsync(sql, from.Id, referralIds, parts.SelectMany(part => part.Brought), cancellationToken);
        foreach (var part in parts)
        {
            var (brought, shared) = keys.Add(part.All, part.ReferralId, to.Id);
            await HeldKeys.ReplaceAsync(sql, part, to.Id, brought, shared, cancellationToken);
        }

        terms.Write();
        var rows = await work.Db.Referrals.Where(row => referralIds.Contains(row.Id)).ToListAsync(cancellationToken);
        foreach (var row in rows)
            row.CaseId = to.Id;
        foreach (var chunk in referralIds.Chunk(work.Sql.RowsPerStatement))
        {
            await work.Sql.ExecuteAsync(
                $"""
                insert into moves (referral_id, from_case_id, to_case_id, moved_at, reason) values {Sql.Rows(chunk.Length, 5)}
                on conflict (referral_id, from_case_id, to_case_id) do update set moved_at = excluded.moved_at, reason = excluded.reason
                """,
                [.. chunk.SelectMany(id => new object?[] { id, from.Id, to.Id, work.Now, reason })],
                cancellationToken);
        }

        await work.Db.SaveChangesAsync(cancellationToken);
        var others = to.Agencies;
        await RecountAsync(work, from, cancellationToken);
        await RecountAsync(work, to, cancellationToken);
        Announce(work, rows, from, to, others);
    }

    /// <summary>
    /// Tells the case that the referrals came into, and the one that they left, each in its own stream: whoever follows a case
    /// hears in order what is in it, whichever of the two comes first.
    /// </summary>
    private static void Announce(Work<MatchingDbContext> work, List<ReferralRow> rows, CaseRow from, CaseRow to, IReadOnlyList<string> others)
    {
        var ends = from.ReferralCount == 0;
        rows.Sort(static (one, other) => string.CompareOrdinal(one.Id, other.Id));
        foreach (var (place, referral) in rows.Select(ReferralUpdates.MetadataOf).Index())
        {
            work.Publish(CaseNames.StreamOf(to.Id), new ReferralLinked
            {
                CaseId = to.Id,
                Referral = referral,
                FromCaseId = from.Id,
                EndsFrom = ends,
                Moved = place == 0 ? rows.Count : null,
                OtherAgencies = [.. others.Where(agency => agency != referral.AgencyId)],
            });
        }

        List<string> ids = [.. rows.Select(row => row.Id)];
        work.Publish(CaseNames.StreamOf(from.Id), ends
            ? new CasesMerged { CaseId = to.Id, MergedCaseId = from.Id, ReferralIds = ids }
            : new CaseSplit { CaseId = from.Id, NewCaseId = to.Id, ReferralIds = ids });
    }

    /// <summary>Whether one of the referrals came into a case from another.</summary>
    public static async Task<bool> CameFromAsync(Work<MatchingDbContext> work, IReadOnlyList<string> referralIds, string from, string to, CancellationToken cancellationToken) =>
        await work.Sql.ScalarAsync<long>(
            $"select count(*) from moves where from_case_id = @p0 and to_case_id = @p1 and referral_id in ({Sql.List(referralIds.Count, first: 2)})",
            [from, to, .. referralIds],
            cancellationToken) > 0;

    private static async Task RecountAsync(Work<MatchingDbContext> work, CaseRow row, CancellationToken cancellationToken)
    {
        var referrals = (await work.Db.Referrals.Where(referral => referral.CaseId == row.Id).OrderBy(referral => referral.Id).ToListAsync(cancellationToken))
            .Select(ReferralUpdates.MetadataOf).ToList();
        row.ReferralCount = referrals.Count;
        row.Agencies = [.. referrals.Where(CaseNames.IsReport).Select(referral => referral.AgencyId).Distinct()];

        // A case that was emptied stays on the desks that it was on, where its end is seen.
        if (referrals.Count > 0)
            row.Countries = [.. referrals.SelectMany(CaseNames.CountriesOf).Distinct()];
        row.Version++;
    }
}
