using Referrals.Common.V1;
using Referrals.Matching.GetMatches;
using Referrals.Matching.PlaceReferral;
using Referrals.Matching.Storage;
using Referrals.Matching.V1;
using Referrals.Platform;
using Referrals.Platform.Access;
using Referrals.Platform.Commands;
using Referrals.Platform.Credentials;
using Referrals.Platform.Storage;

namespace Referrals.Matching.MoveReferrals;

/// <summary>What every correction by an officer asks first: ids of the right form, a reason, cases of the officer's desks, and the state that was seen.</summary>
public sealed class CorrectionGate(DeskScope desks)
{
    /// <summary>Field errors of a request.</summary>
    public static Refusal? Check(LinkReason reason, params IReadOnlyList<(string Kind, string Field, string Id)> ids)
    {
        var violations = new Violations();
        foreach (var (kind, field, id) in ids)
            violations.Require(Ids.IsValid(kind, id), field, $"must be the id of a {(kind == "ref" ? "referral" : "case")}", "MALFORMED");
        violations.Require(reason != LinkReason.Unspecified && Enum.IsDefined(reason), "reason", "is required", "REQUIRED");
        return violations.Any ? violations.ToRefusal() : null;
    }

    /// <summary>A case that stands and is of the officer's desks, locked.</summary>
    public Task<Result<CaseRow>> FindAsync(Work<MatchingDbContext> work, Principal officer, string caseId, int expectedVersion, CancellationToken cancellationToken) =>
        FindAsync(work, officer, caseId, "case", expectedVersion, cancellationToken);

    /// <summary>The case of a referral, which is refused as a referral: whether there is one is not told either.</summary>
    public async Task<Result<CaseRow>> FindOfAsync(Work<MatchingDbContext> work, Principal officer, ReferralRow? referral, CancellationToken cancellationToken) => referral is null
        ? officer.Check(Right.Decide, Standing.None, "referral")!
        : await FindAsync(work, officer, referral.CaseId, "referral", 0, cancellationToken);

    private async Task<Result<CaseRow>> FindAsync(
        Work<MatchingDbContext> work, Principal officer, string caseId, string kind, int expectedVersion, CancellationToken cancellationToken)
    {
        if (await work.Sql.ScalarAsync<long>("select count(*) from cases where id = @p0", [caseId], cancellationToken) == 0)
            return officer.Check(Right.Decide, Standing.None, kind)!;
        var row = await MatchingBatch.FindCaseAsync(work, caseId, cancellationToken);
        if (officer.Check(Right.Decide, desks.StandingOf(officer, row.Countries), kind) is { } refusal)
            return refusal;
        return expectedVersion != 0 && expectedVersion != row.Version
            ? Refusal.FailedPrecondition("VERSION_CHANGED", "the case changed since it was read") with
            {
                Metadata = new Dictionary<string, string> { ["caseId"] = row.Id, ["version"] = row.Version.ToString(System.Globalization.CultureInfo.InvariantCulture) },
            }
            : row;
    }

    /// <summary>As <see cref="FindAsync"/>, but a case that was merged into another is refused.</summary>
    public async Task<Result<CaseRow>> FindStandingAsync(
        Work<MatchingDbContext> work, Principal officer, string caseId, int expectedVersion, CancellationToken cancellationToken)
    {
        var found = await FindAsync(work, officer, caseId, expectedVersion, cancellationToken);
        return found.IsRefused || found.Value.MergedInto is not { } into
            ? found
            : Refusal.FailedPrecondition("MERGED", "the case was merged into another") with { Metadata = new Dictionary<string, string> { ["mergedInto"] = into } };
    }

    /// <summary>Cases as an answer shows them.</summary>
    public static async Task<List<MatchedCase>> ShowAsync(Work<MatchingDbContext> work, CancellationToken cancellationToken, params IReadOnlyList<CaseRow> rows)
    {
        var shown = new List<MatchedCase>();
        foreach (var row in rows)
            shown.Add(row.ToMessage((await CaseMover.ReferralsOfAsync(work, row.Id, cancellationToken)).Take(CaseMover.Most)));
        return shown;
    }
}
