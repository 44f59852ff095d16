using System.Diagnostics;
using Referrals.Intake.Content;
using Referrals.Intake.Storage;
using Referrals.Intake.V1;
using Referrals.Platform.Promises;
using Referrals.Platform.Storage;

namespace Referrals.Intake.SubmitReferral;

/// <summary>Submissions that are stored in one transaction, a statement for each table.</summary>
internal sealed class SubmissionBatch(Work<IntakeDbContext> work, ServiceKey<IntakeDbContext> key, RememberedAnswers answers)
{
    /// <summary>Stores those whose request id and reference are new, announces them, and gives the answer of each by the referral's id. No two may have a key in common.</summary>
    public async Task<Dictionary<string, SubmitResponse>> StoreAsync(IReadOnlyList<ArrivingSubmission> submissions, CancellationToken cancellationToken)
    {
        var rows = submissions
            .Select(submission => (Submission: submission, Of: submission.In(work, key)))
            .OrderBy(row => row.Submission.ReferenceKey)
            .Select(row => new Row(row.Submission, row.Of.Reception, row.Of.Answer))
            .ToList();
        var stored = new Dictionary<string, SubmitResponse>();
        foreach (var chunk in rows.Chunk(work.Sql.RowsPerStatement))
        {
            foreach (var row in await InsertAsync(chunk, cancellationToken))
                stored[row.Submission.New.Id] = row.Answer.Response;
        }

        var calling = Activity.Current;
        foreach (var row in rows.Where(row => stored.ContainsKey(row.Submission.New.Id)))
        {
            Activity.Current = row.Submission.Trace;
            row.Reception.Announce(work);
        }

        Activity.Current = calling;
        return stored;
    }

    private async Task<List<Row>> InsertAsync(Row[] rows, CancellationToken cancellationToken)
    {
        var freshIds = (await work.Sql.InsertAsync(
            "requests (principal, request_id, method, request_hash, response, answered_at)",
            Sql.Columns([.. rows.Select(row => row.Answer.Arguments(answers, work.Now))]),
            "on conflict (principal, request_id) do nothing returning principal, request_id",
            row => (row.Text(0), row.Text(1)),
            cancellationToken)).ToHashSet();
        var fresh = rows.Where(row => freshIds.Contains(row.Submission.RequestKey)).ToArray();
        if (fresh.Length == 0)
            return [];
        var newIds = (await work.Sql.InsertAsync(
            $"referrals ({NewReferral.Columns})",
            Sql.Columns([.. fresh.Select(row => row.Submission.New.Values(row.Reception))]),
            "on conflict (sender, agency_reference) do nothing returning id",
            row => row.Text(0),
            cancellationToken)).ToHashSet();
        var added = fresh.Where(row => newIds.Contains(row.Submission.New.Id)).ToList();
        await ContentStore.WriteSubmissionsAsync(work.Sql, [.. added.Select(row => row.Submission.New.Sealed)], cancellationToken);
        if (added.Count < fresh.Length)
            await ForgetAsync([.. fresh.Except(added)], cancellationToken);
        return added;
    }

    /// <summary>A reference that is taken is answered by itself, and so is the request that brought it.</summary>
    private Task<int> ForgetAsync(Row[] rows, CancellationToken cancellationToken) => work.Sql.ExecuteAsync(
        $"delete from requests where (principal, request_id) in (values {Sql.Rows(rows.Length, 2)})",
        [.. rows.SelectMany(row => new object?[] { row.Submission.RequestKey.Principal, row.Submission.RequestKey.RequestId })],
        cancellationToken);

    private sealed class Row(ArrivingSubmission submission, Reception reception, RememberedAnswer answer)
    {
        public ArrivingSubmission Submission { get; } = submission;

        public Reception Reception { get; } = reception;

        public RememberedAnswer Answer { get; } = answer;
    }
}
