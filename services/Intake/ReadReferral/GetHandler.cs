using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Referrals.Common.V1;
using Referrals.Intake.Content;
using Referrals.Intake.Facts;
using Referrals.Intake.FollowStatus;
using Referrals.Intake.OwnReferral;
using Referrals.Intake.Storage;
using Referrals.Intake.V1;
using Referrals.Platform;
using Referrals.Platform.Access;
using Referrals.Platform.Auditing;
using Referrals.Platform.Commands;
using Referrals.Platform.Credentials;
using Referrals.Platform.Storage;

namespace Referrals.Intake.ReadReferral;

/// <summary>Reads one referral for whoever needs to know it. A reading of content is recorded before it is answered.</summary>
public sealed class GetHandler(Store<IntakeDbContext> store, ContentStore content, StatusReader statuses)
{
    private const int LargestAnswer = 3 << 20;

    public async Task<GetResponse> GetAsync(GetRequest request, ServerCallContext context)
    {
        var violations = new Violations();
        violations.Require(Ids.IsValid("ref", request.ReferralId), "referralId", "must be an id of its kind", "MALFORMED");
        violations.Require(request.FromSupplement >= 0, "fromSupplement", "must not be negative", "OUT_OF_RANGE");
        var principal = context.GetPrincipal();
        violations.Require(request.BreakGlass == BreakGlassReason.Unspecified || principal.Role == Role.Officer, "breakGlass", "is for officers only", "NOT_ALLOWED");
        if (violations.Any)
            throw new RefusedException(violations.ToRefusal());
        var mask = ReadMask.Of(request.ReadMask).OrThrow();
        if (!mask.IsContent && request.BreakGlass == BreakGlassReason.Unspecified)
            return (await store.ReadSnapshotAsync((db, token) => ReadAsync(db, null, request, mask, principal, token), context.CancellationToken)).OrThrow();

        var result = await store.ExecuteAsync(
            (work, token) => ReadAsync(work.Db, work, request, mask, principal, token), answer => !answer.IsRefused, context.CancellationToken);
        IntakeTelemetry.Consulted(principal.RoleName);
        return result.OrThrow();
    }

    private async Task<Result<GetResponse>> ReadAsync(
        IntakeDbContext db, Work<IntakeDbContext>? work, GetRequest request, ReadMask mask, Principal principal, CancellationToken cancellationToken)
    {
        var row = await db.Referrals.AsNoTracking().FirstOrDefaultAsync(row => row.Id == request.ReferralId, cancellationToken);
        var right = row is null ? null : await ReachReader.DecideAsync(db, row, principal, request.BreakGlass != BreakGlassReason.Unspecified, cancellationToken);
        var needed = mask.IsContent ? Right.ReadContent : Right.ReadFacts;
        if (principal.Check(needed, right?.Standing ?? Standing.None, OwnReferrals.Kind) is { } refusal)
            return refusal;
        ContentReader.Decide(row!.Id);
        if (right!.Standing == Standing.BreakGlass)
            await BrokenGlass.TellAsync(work!, row, request.BreakGlass, mask, principal, cancellationToken);

        var referral = new SubmittedReferral { ReferralId = row.Id };
        var response = new GetResponse { Referral = referral };
        if (mask.Facts)
            referral.Facts = row.ReadMetadata().ToFacts();
        if (mask.Status)
            referral.Status = StatusView.For(right, await statuses.ReadAsync(db, row, cancellationToken));
        if (mask.Consents)
            referral.Consents.AddRange(await ConsentsAsync(db, row.Id, cancellationToken));
        if (work is not null && mask.IsContent)
        {
            await ReadContentAsync(work, row, mask, right, request.FromSupplement, response, cancellationToken);
            work.Record($"referrals/{row.Id}", Consulted(row, mask, principal));
        }

        return response;
    }

    private async Task ReadContentAsync(
        Work<IntakeDbContext> work, ReferralRow row, ReadMask mask, ReadingRight right, int fromSupplement, GetResponse response, CancellationToken cancellationToken)
    {
        var referral = response.Referral;
        var submission = mask.Content || mask.Salts ? await content.ReadAsync(work.Sql, row.Id, ContentStore.Submission, cancellationToken) : null;
        if (mask.Content)
            referral.Content = submission;
        if (mask.InformationRequests)
            referral.InformationRequests.AddRange(await Questions.ReadAsync(work, content, row.Id, right, cancellationToken));
        if (mask.Supplements)
            response.NextSupplement = await ReadSupplementsAsync(work, row.Id, Math.Max(1, fromSupplement), LargestAnswer - referral.CalculateSize(), referral, cancellationToken);
        if (mask.Salts && submission is not null)
            await AddSaltsAsync(work, submission, referral, cancellationToken);
    }

    private async Task AddSaltsAsync(Work<IntakeDbContext> work, Referral submission, SubmittedReferral referral, CancellationToken cancellationToken)
    {
        if (await content.KeyOfAsync(work.Sql, referral.ReferralId, cancellationToken) is not { } key)
            return;
        referral.Salts.AddRange(Commitments.SaltsOf(submission, 0, key));
        referral.Salts.AddRange(referral.Supplements.Where(part => part.Content is not null).SelectMany(part => Commitments.SaltsOf(part.Content, part.Number, key)));
    }

    /// <summary>Adds those that fit, at least one; the number of the next, 0 when none is left.</summary>
    private async Task<int> ReadSupplementsAsync(
        Work<IntakeDbContext> work, string referralId, int from, int belowBytes, SubmittedReferral referral, CancellationToken cancellationToken)
    {
        const int AtOnce = 500;
        var rows = await work.Db.Supplements.AsNoTracking()
            .Where(row => row.ReferralId == referralId && row.Number >= from).OrderBy(row => row.Number).Take(AtOnce + 1).ToListAsync(cancellationToken);
        if (rows.Count == 0)
            return 0;
        var contents = await content.ReadSomeAsync(
            work.Sql, [.. rows.Take(AtOnce).Select(row => (referralId, ContentStore.Part(row.Number)))], belowBytes, cancellationToken);
        referral.Supplements.AddRange(rows.Zip(contents, (row, added) => new Supplement
        {
            Number = row.Number,
            ReceivedAt = row.ReceivedAt.ToTimestamp(),
            Content = added,
            InformationRequestId = row.InformationRequestId ?? "",
        }));
        return contents.Count < rows.Count ? rows[contents.Count].Number : 0;
    }

    private static async Task<IEnumerable<ConsentRecord>> ConsentsAsync(IntakeDbContext db, string referralId, CancellationToken cancellationToken) =>
        (await db.Consents.AsNoTracking().Where(row => row.ReferralId == referralId).OrderBy(row => row.Number).ToListAsync(cancellationToken))
            .Select(row => new ConsentRecord { Scope = row.Scope, Refused = row.Refused, At = row.At.ToTimestamp() });

    private static AuditEntry Consulted(ReferralRow row, ReadMask mask, Principal principal)
    {
        var metadata = row.ReadMetadata();
        return new AuditEntry
        {
            Type = AuditTypes.Consulted,
            Actor = principal,
            Agency = metadata.AgencyId,
            Team = principal.Team,
            Referral = row.Id,
            Case = row.CaseId,
            Handling = MetadataRules.Handling(metadata),
            Details = new Dictionary<string, string> { ["parts"] = mask.ContentParts },
        };
    }
}
