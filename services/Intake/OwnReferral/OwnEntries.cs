using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Referrals.Intake.Storage;
using Referrals.Intake.V1;
using Referrals.Platform.Storage;

namespace Referrals.Intake.OwnReferral;

/// <summary>Adds an entry to the status of a referral that the transaction has locked.</summary>
public static class OwnEntries
{
    public static async Task AddAsync(Work<IntakeDbContext> work, ReferralRow referral, StatusEntry entry, CancellationToken cancellationToken)
    {
        entry.At = work.Now.ToTimestamp();
        work.Db.Add(new ReferralEntryRow
        {
            ReferralId = referral.Id,
            Number = ++referral.Entries,
            AfterPosition = referral.CaseId is { } caseId ? await PositionAsync(work.Sql, caseId, cancellationToken) : 0,
            Entry = entry.ToByteArray(),
        });
    }

    /// <summary>
    /// The case's last entry, held until the transaction ends: no other may be stored before ours is, or a number that was
    /// told already would change. Many referrals of a case may do so at once.
    /// </summary>
    private static Task<long> PositionAsync(Sql sql, string caseId, CancellationToken cancellationToken) =>
        sql.ScalarAsync<long>($"select position from cases where case_id = @p0{(sql.IsPostgres ? " for share" : "")}", [caseId], cancellationToken);
}
