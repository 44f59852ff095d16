using Microsoft.EntityFrameworkCore;
using Referrals.Intake.FollowStatus;
using Referrals.Intake.Storage;
using Referrals.Intake.V1;
using Referrals.Platform.Storage;

namespace Referrals.Intake.WatchStatus;

/// <summary>Watches all referrals of a sender, from now on.</summary>
internal sealed class SenderWatch(Store<IntakeDbContext> store, string sender) : IStatusWatch
{
    private const int ToldAtOnce = 500;

    // Receipts are told by their time on the business clock; those stored meanwhile are looked for this far behind the last one.
    private static readonly TimeSpan Overlap = TimeSpan.FromSeconds(10);

    private readonly HashSet<string> received = [];
    private DateTimeOffset receivedUpTo;
    private RecordedNumbers? own;
    private RecordedNumbers? ofCases;

    public async Task<IReadOnlyList<WatchStatusResponse>> LookAsync(CancellationToken cancellationToken)
    {
        if (own is null)
            return await BeginAsync(cancellationToken);
        var fresh = new Dictionary<string, HashSet<EntrySource>>();
        var found = await store.ReadSqlAsync(FindAsync, cancellationToken);
        foreach (var (referralId, source) in found.Where(row => row.IsNew).Select(row => (row.ReferralId, row.Source)))
        {
            if (!fresh.TryGetValue(referralId, out var sources))
                fresh[referralId] = sources = [];
            sources.Add(source);
        }

        own.Forget();
        ofCases!.Forget();
        var responses = new List<WatchStatusResponse>();
        foreach (var chunk in fresh.Keys.Chunk(ToldAtOnce))
            responses.AddRange(await store.ReadSnapshotAsync((db, token) => TellAsync(db, chunk, fresh, token), cancellationToken));
        return responses;
    }

    private async Task<IReadOnlyList<WatchStatusResponse>> BeginAsync(CancellationToken cancellationToken)
    {
        var start = await store.ReadSqlAsync(
            async (sql, token) =>
            {
                var entries = await sql.ScalarAsync<long>("select coalesce(max(recorded), 0) from referral_entries", [], token);
                var ofCase = await sql.ScalarAsync<long>("select coalesce(max(recorded), 0) from case_entries", [], token);
                var latest = await sql.QueryAsync(
                    "select id, received_at from referrals where sender = @p0 order by received_at desc, id desc limit 1", [sender], row => row.Time(1), token);
                return (entries, ofCase, Latest: latest.Count > 0 ? latest[0] : DateTimeOffset.UnixEpoch);
            },
            cancellationToken);
        own = new RecordedNumbers(start.entries);
        ofCases = new RecordedNumbers(start.ofCase);
        receivedUpTo = start.Latest;
        foreach (var (referralId, _) in await store.ReadSqlAsync(FindReceivedAsync, cancellationToken))
            received.Add(referralId);
        return [];
    }

    private async Task<List<Found>> FindAsync(Sql sql, CancellationToken cancellationToken)
    {
        var found = new List<Found>();
        foreach (var (referralId, at) in await FindReceivedAsync(sql, cancellationToken))
        {
            found.Add(new Found(referralId, new EntrySource(1, 0), received.Add(referralId)));
            receivedUpTo = at > receivedUpTo ? at : receivedUpTo;
        }

        found.AddRange(await sql.QueryAsync(
            """
            select e.recorded, e.referral_id, e.number from referral_entries e join referrals r on r.id = e.referral_id
            where e.recorded > @p0 and r.sender = @p1 order by e.recorded
            """,
            [own!.From, sender],
            row => new Found(row.Text(1), new EntrySource((int)row.Number(2), 0), own.IsNew(row.Number(0))),
            cancellationToken));
        var cases = await sql.QueryAsync(
            "select recorded, case_id, position from case_entries where recorded > @p0 order by recorded",
            [ofCases!.From],
            row => (IsNew: ofCases.IsNew(row.Number(0)), Case: row.Text(1), Position: row.Number(2)),
            cancellationToken);
        foreach (var group in cases.Where(row => row.IsNew).GroupBy(row => row.Case))
        {
            var members = await sql.QueryAsync("select id from referrals where case_id = @p0 and sender = @p1", [group.Key, sender], row => row.Text(0), cancellationToken);
            found.AddRange(members.SelectMany(member => group.Select(row => new Found(member, new EntrySource(0, row.Position), true))));
        }

        return found;
    }

    private Task<List<(string ReferralId, DateTimeOffset At)>> FindReceivedAsync(Sql sql, CancellationToken cancellationToken) =>
        sql.QueryAsync(
            "select id, received_at from referrals where sender = @p0 and received_at >= @p1 order by received_at, id",
            [sender, receivedUpTo - Overlap],
            row => (row.Text(0), row.Time(1)),
            cancellationToken);

    private static async Task<IReadOnlyList<WatchStatusResponse>> TellAsync(
        IntakeDbContext db, string[] referralIds, Dictionary<string, HashSet<EntrySource>> fresh, CancellationToken cancellationToken)
    {
        var rows = await db.Referrals.Where(row => referralIds.Contains(row.Id)).ToListAsync(cancellationToken);
        var sources = await StatusReader.ReadSourcesAsync(db, rows, cancellationToken);
        return [.. rows.Zip(sources).SelectMany(pair => StatusHistory.Tell(pair.Second).Entries
            .Where(told => fresh[pair.First.Id].Contains(told.Source))
            .Select(told => told.ToResponse(pair.First.Id)))];
    }

    private sealed record Found(string ReferralId, EntrySource Source, bool IsNew);
}
