using Microsoft.EntityFrameworkCore;
using Referrals.Common.V1;
using Referrals.Contracts;
using Referrals.Intake.FollowStatus;
using Referrals.Intake.Storage;
using Referrals.Platform.Access;
using Referrals.Platform.Credentials;

namespace Referrals.Intake.ReadReferral;

/// <summary>Reads from Intake's own copy whom a referral has reached; no other service is asked.</summary>
public static class ReachReader
{
    public static async Task<ReadingRight> DecideAsync(
        IntakeDbContext db, ReferralRow referral, Principal principal, bool breaksGlass, CancellationToken cancellationToken) =>
        ReadingRules.Decide(principal, await ReadAsync(db, referral, cancellationToken), breaksGlass);

    private static async Task<ReferralReach> ReadAsync(IntakeDbContext db, ReferralRow referral, CancellationToken cancellationToken)
    {
        var metadata = referral.ReadMetadata();
        var owner = metadata.Origin == ReferralOrigin.Agency ? metadata.AgencyId : null;
        if (referral.CaseId is not { } caseId)
            return new ReferralReach(owner, [], [], ConsentStanding.Missing, referral.WithdrawnAt);

        var joined = await JoinedAsync(db, referral.Id, cancellationToken);
        var countries = await db.CountryCases.AsNoTracking().Where(row => row.CaseId == caseId && joined.Contains(row.Country)).ToListAsync(cancellationToken);
        var cases = await CasesOfAsync(db, referral, caseId, cancellationToken);
        var handOffs = await db.HandOffs.AsNoTracking().Where(row => cases.Contains(row.CaseId) && joined.Contains(row.Country)).ToListAsync(cancellationToken);
        return new ReferralReach(
            owner,
            [.. countries.Select(row => new ReachedCountry(row.Country, row.Desk))],
            [.. handOffs.Select(row => new ReachedHandOff(row.TeamId, row.Country, row.Role, row.State, row.OfferedAt) { Limits = MemberLimits.Read(row.MemberLimits) })],
            await ConsentAsync(db, metadata, cancellationToken),
            referral.WithdrawnAt)
        {
            Tlp = metadata.Tlp,
        };
    }

    /// <summary>The case that it is in, and those that ended in it: a team keeps what it was handed when its case is merged.</summary>
    private static async Task<List<string>> CasesOfAsync(IntakeDbContext db, ReferralRow referral, string caseId, CancellationToken cancellationToken)
    {
        if (referral.MovedAt is null)
            return [caseId];
        var moves = await db.ReferralEntries.AsNoTracking().Where(row => row.ReferralId == referral.Id && row.LeftCase != null)
            .OrderByDescending(row => row.Number).Select(row => new { row.LeftCase, row.LeftByMerge }).ToListAsync(cancellationToken);
        return [caseId, .. moves.TakeWhile(move => move.LeftByMerge).Select(move => move.LeftCase!)];
    }

    private static async Task<IReadOnlyList<string>> JoinedAsync(IntakeDbContext db, string referralId, CancellationToken cancellationToken)
    {
        var joins = await db.ReferralEntries.AsNoTracking().Where(row => row.ReferralId == referralId && row.Joins != null).Select(row => row.Joins!).ToListAsync(cancellationToken);
        return [.. joins.SelectMany(text => States.OrGeneralDesk(Lists.Split(text))).Distinct()];
    }

    private static async Task<ConsentStanding> ConsentAsync(IntakeDbContext db, ReferralMetadata metadata, CancellationToken cancellationToken)
    {
        var bornInCase = metadata.Origin == ReferralOrigin.Team;
        if (HandlingPolicy.ConsentOf(bornInCase, metadata.Conditions, asked: false, refused: false, ConsentScope.Unspecified) == ConsentStanding.NotNeeded)
            return ConsentStanding.NotNeeded;
        var latest = await db.Consents.AsNoTracking().Where(row => row.ReferralId == metadata.ReferralId).OrderByDescending(row => row.Number).FirstOrDefaultAsync(cancellationToken);
        return HandlingPolicy.ConsentOf(bornInCase, metadata.Conditions, latest is not null, latest?.Refused ?? false, latest?.Scope ?? ConsentScope.Unspecified);
    }
}
