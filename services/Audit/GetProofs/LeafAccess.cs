using Referrals.Audit.AppendRecord;
using Referrals.Audit.GetTrail;
using Referrals.Audit.ReadLog;
using Referrals.Audit.V1;
using Referrals.Common.V1;
using Referrals.Platform.Commands;
using Referrals.Platform.Credentials;
using Referrals.Platform.Storage;

namespace Referrals.Audit.GetProofs;

/// <summary>Who reads a single record: whoever reads a trail that it belongs to, as it stands in that trail.</summary>
internal sealed class LeafAccess(Store<AuditDbContext> store, TrailReader trails, LogReader log)
{
    private const int MostReferrals = 50;

    public async Task<Result<LogRecord>> ReadAsync(LogLeaf leaf, Principal caller, CancellationToken cancellationToken)
    {
        if (caller.Role == Role.Auditor)
            return leaf.ToRecord();
        foreach (var subject in await SubjectsAsync(LogEntry.Read(leaf.Body), caller, cancellationToken))
        {
            var view = TrailPolicy.Decide(caller, subject, await trails.ReadFactsAsync(subject, caller, cancellationToken));
            if (view.IsRefused)
                continue;
            var own = TrailReader.Filter(subject, view.Value).Require("leaf_index = ?", leaf.Index);
            if ((await log.ReadAsync(own, 1, newestFirst: false, cancellationToken)).Count == 1)
                return OthersReferrals.Withhold(leaf.ToRecord(), view.Value, subject);
        }

        return Refusal.Denied("record");
    }

    /// <summary>The trails that a record may belong to.</summary>
    private async Task<IReadOnlyList<TrailSubject>> SubjectsAsync(LogEntry entry, Principal caller, CancellationToken cancellationToken)
    {
        var subjects = new List<TrailSubject>();
        if (entry.Referral is { } referral)
            subjects.Add(new TrailSubject(referral, null, null));
        if (entry.Case is not { } caseId)
            return subjects;
        if (caller.Role == Role.Agency)
        {
            // A record of a case names no referral; the agency's own referrals lead to the case.
            subjects.AddRange(await store.ReadSqlAsync(
                (sql, token) => sql.QueryAsync(
                    $"select distinct referral_id from log_leaves where case_id = @p0 and agency = @p1 and referral_id is not null limit {MostReferrals}",
                    [caseId, caller.Agency],
                    row => new TrailSubject(row.Text(0), null, null),
                    token),
                cancellationToken));
        }
        else
        {
            subjects.Add(new TrailSubject(null, caseId, null));
        }

        return subjects;
    }
}
