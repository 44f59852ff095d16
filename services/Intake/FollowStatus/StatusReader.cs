using Google.Protobuf.WellKnownTypes;
using Microsoft.EntityFrameworkCore;
using Referrals.Intake.Storage;
using Referrals.Intake.V1;

namespace Referrals.Intake.FollowStatus;

/// <summary>Reads what statuses are made of, for one referral or a page of them, in a fixed number of statements.</summary>
public sealed class StatusReader(AgencyDirectory agencies)
{
    public async Task<ReferralStatus> ReadAsync(IntakeDbContext db, ReferralRow referral, CancellationToken cancellationToken)
    {
        var sources = (await ReadSourcesAsync(db, [referral], cancellationToken))[0];
        var status = StatusHistory.Tell(sources).ToStatus();
        status.OthersReported.AddRange(OthersOf(sources));
        return status;
    }

    /// <summary>Of a referral that was stored just now.</summary>
    public static ReferralStatus OfNew(string referralId, IReadOnlyList<string> countries, DateTimeOffset receivedAt)
    {
        var at = receivedAt.ToTimestamp();
        var status = new ReferralStatus { ReferralId = referralId, State = Common.V1.ReferralState.Received };
        status.Countries.AddRange(States.OrGeneralDesk(countries).Select((country, index) =>
            new CountryStatus { Country = country, State = Common.V1.ReferralState.Received, Since = at, Headline = index == 0 }));
        status.History.Add(new StatusEntry { Number = 1, State = Common.V1.ReferralState.Received, At = at, Detail = StatusDetail.Received });
        return status;
    }

    /// <summary>The sources of several referrals, in their order.</summary>
    public static async Task<IReadOnlyList<StatusSources>> ReadSourcesAsync(IntakeDbContext db, IReadOnlyList<ReferralRow> referrals, CancellationToken cancellationToken)
    {
        var ids = referrals.Select(row => row.Id).ToList();
        var own = (await db.ReferralEntries.AsNoTracking().Where(row => ids.Contains(row.ReferralId)).ToListAsync(cancellationToken)).ToLookup(row => row.ReferralId);
        var caseIds = referrals.Select(row => row.CaseId).Concat(own.SelectMany(rows => rows).Select(row => row.LeftCase)).OfType<string>().Distinct().ToList();
        ILookup<string, CaseEntry> entries = Array.Empty<CaseEntry>().ToLookup(_ => "");
        var reporters = new Dictionary<string, IReadOnlyList<string>>();
        if (caseIds.Count > 0)
        {
            entries = (await db.CaseEntries.AsNoTracking().Where(row => caseIds.Contains(row.CaseId)).OrderBy(row => row.Position).ToListAsync(cancellationToken))
                .ToLookup(row => row.CaseId, row => new CaseEntry(row.Position, StatusEntry.Parser.ParseFrom(row.Entry)));
            reporters = (await db.Cases.AsNoTracking().Where(row => caseIds.Contains(row.CaseId)).ToListAsync(cancellationToken))
                .ToDictionary(row => row.CaseId, row => Lists.Read(row.Agencies));
        }

        return [.. referrals.Select(row => new StatusSources(
            row.ReadMetadata(),
            row.ErasedAt is not null,
            [.. own[row.Id].OrderBy(entry => entry.Number).Select(entry => ToOwn(entry) with
            {
                IsMerge = entry.LeftByMerge,
                LeftCase = entry.LeftCase is { } left ? [.. entries[left].TakeWhile(told => told.Position <= entry.LeftPosition)] : null,
            })],
            row.CaseId is null ? [] : [.. entries[row.CaseId]],
            row.CaseId is null ? [] : reporters.GetValueOrDefault(row.CaseId, [])))];
    }

    /// <summary>Who else reported the same matter, and whom to call.</summary>
    public IEnumerable<OtherReporter> OthersOf(StatusSources sources) =>
        sources.Reporters.Where(agency => agency != sources.Referral.AgencyId).Order(StringComparer.Ordinal).Select(agencies.Find);

    private static OwnEntry ToOwn(ReferralEntryRow row) =>
        new(row.Number, row.AfterPosition, StatusEntry.Parser.ParseFrom(row.Entry), row.Joins is null ? null : Lists.Split(row.Joins));
}
