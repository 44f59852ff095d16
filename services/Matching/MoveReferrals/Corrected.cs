using Referrals.Matching.PlaceReferral;
using Referrals.Matching.Storage;
using Referrals.Platform.Storage;

namespace Referrals.Matching.MoveReferrals;

/// <summary>What a correction is about, which is locked before anything of it is read.</summary>
/// <param name="Emptied">A case all of whose referrals it is about.</param>
public sealed record Corrected(IReadOnlyCollection<string> ReferralIds, IReadOnlyCollection<string> CaseIds, string? Emptied = null)
{
    /// <summary>
    /// Locks keys of the referrals and then cases, in the order in which placing does, so that the two wait for one another and do not deadlock.
    /// False if one of the referrals was moved before its turn came.
    /// </summary>
    public async Task<bool> LockAsync(Work<MatchingDbContext> work, CancellationToken cancellationToken)
    {
        var ids = Emptied is null ? ReferralIds : await CaseMover.ReferralsOfAsync(work, Emptied, cancellationToken);
        var before = await CasesOfAsync(work, ids, cancellationToken);
        var parts = await HeldKeys.OfAsync(work.Sql, ids, cancellationToken);
        StripeLocks.Take(work.Sql, parts.SelectMany(part => part.All));
        MatchingBatch.LockCases(work, [.. before.Select(referral => referral.CaseId).Concat(CaseIds).Distinct()]);
        await work.Sql.FlushAsync(cancellationToken);
        var now = await CasesOfAsync(work, ids, cancellationToken);
        return before.ToHashSet().SetEquals(now);
    }

    private static Task<List<(string ReferralId, string CaseId)>> CasesOfAsync(Work<MatchingDbContext> work, IReadOnlyCollection<string> referralIds, CancellationToken cancellationToken) =>
        work.Sql.QueryAmongAsync("select id, case_id from referrals where id", referralIds, row => (row.Text(0), row.Text(1)), cancellationToken);
}
