using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Referrals.Common.V1;
using Referrals.Intake.FollowStatus;
using Referrals.Intake.OwnReferral;
using Referrals.Intake.Storage;
using Referrals.Intake.V1;
using Referrals.Platform.Clocks;
using Referrals.Platform.Commands;
using Referrals.Platform.Credentials;
using Referrals.Platform.Storage;

namespace Referrals.Intake.GetScorecard;

/// <summary>What became of an agency's referrals of a period, read a page at a time.</summary>
public sealed class ScorecardHandler(Store<IntakeDbContext> store, BusinessClock clock)
{
    private const int PageSize = 500;
    private const int Most = 100_000;
    private static readonly TimeSpan Usual = TimeSpan.FromDays(90);

    public async Task<GetScorecardResponse> GetAsync(GetScorecardRequest request, ServerCallContext context)
    {
        var caller = context.GetPrincipal();
        var before = request.ReceivedBefore?.ToDateTimeOffset() ?? clock.Now;
        var scorecard = new GetScorecardResponse
        {
            AgencyId = AgencyFor(caller, request.AgencyId),
            ReceivedFrom = (request.ReceivedFrom?.ToDateTimeOffset() ?? UsualBefore(before)).ToTimestamp(),
            ReceivedBefore = before.ToTimestamp(),
        };
        if (scorecard.ReceivedFrom >= scorecard.ReceivedBefore)
            throw new RefusedException(Refusal.Invalid("receivedFrom", "must be before receivedBefore", "OUT_OF_RANGE"));
        var rules = new ScorecardRules();
        await CountAsync(rules, scorecard, context.CancellationToken);
        rules.Write(scorecard);
        return scorecard;
    }

    private static DateTimeOffset UsualBefore(DateTimeOffset time) => time - DateTimeOffset.MinValue > Usual ? time - Usual : DateTimeOffset.MinValue;

    private async Task CountAsync(ScorecardRules rules, GetScorecardResponse scorecard, CancellationToken cancellationToken)
    {
        var (sender, from, before) = (Senders.OfAgency(scorecard.AgencyId), scorecard.ReceivedFrom.ToDateTimeOffset(), scorecard.ReceivedBefore.ToDateTimeOffset());
        var after = "";
        for (var read = 0; ; read += PageSize)
        {
            if (read >= Most)
                throw new RefusedException(Refusal.Invalid("receivedFrom", $"must be a period of at most {Most} referrals", "TOO_MANY"));
            var page = await store.ReadSnapshotAsync(
                async (db, token) =>
                {
                    var rows = await db.Referrals.AsNoTracking()
                        .Where(row => row.Sender == sender && row.ReceivedAt >= from && row.ReceivedAt < before && string.Compare(row.Id, after) > 0)
                        .OrderBy(row => row.Id).Take(PageSize).ToListAsync(token);
                    foreach (var sources in await StatusReader.ReadSourcesAsync(db, rows, token))
                        rules.Add(sources);
                    return rows;
                },
                cancellationToken);
            if (page.Count < PageSize)
                return;
            after = page[^1].Id;
        }
    }

    /// <summary>An agency asks for its own; officers and operators for any.</summary>
    private static string AgencyFor(Principal caller, string agencyId)
    {
        if (caller.Role == Role.Agency)
            return agencyId.Length == 0 || agencyId == Senders.AgencyOf(caller) ? Senders.AgencyOf(caller) : throw new RefusedException(Refusal.Denied("agency"));
        return agencyId.Length > 0 ? agencyId : throw new RefusedException(Refusal.Invalid("agencyId", "is required", "REQUIRED"));
    }
}
