using System.Globalization;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Referrals.Identity.IssueCredentials;
using Referrals.Identity.RotateCredentials;
using Referrals.Identity.Storage;
using Referrals.Identity.TrustCertificates;
using Referrals.Identity.V1;
using Referrals.Platform.Auditing;
using Referrals.Platform.Commands;
using Referrals.Platform.Storage;

namespace Referrals.Identity;

public sealed partial class IdentityGrpcService
{
    private static readonly TimeSpan LifeAfterRotation = TimeSpan.FromDays(90);

    /// <summary>A rotated principal's file has the new credential when this answers; its earlier ones end at once, or with the overlap.</summary>
    public override async Task<RotateResponse> Rotate(RotateRequest request, ServerCallContext context)
    {
        var response = await commands.RunAsync<RotateRequest, RotateResponse>(request, context, async (work, actor, token) =>
        {
            var now = time.GetUtcNow();
            var violations = new Violations();
            var overlap = RotationRules.ReadOverlap(request.Overlap, violations);
            var anchors = AnchorRules.Read(request.Anchors, now, violations);
            var serials = AnchorRules.ReadSerials(request.DenySerials, violations);
            if (violations.Any)
                return violations.ToRefusal();
            var found = await FindToChangeAsync(work, request.Principal, token);
            if (found.IsRefused)
                return found.Refusal!;
            var row = found.Value;
            if (row.Suspended)
                return Refusal.FailedPrecondition("SUSPENDED", "the principal is suspended");
            if (await OwnerOfAsync(work, row.Name, anchors, token) is { } taken)
                return taken;

            row.NotBefore = RotationRules.NotBefore(now);
            row.EarlierUntil = overlap == TimeSpan.Zero ? null : Microseconds.Truncate(now + overlap);
            row.Anchors = AnchorRules.Write(AnchorRules.Rotate(AnchorRules.Read(row.Anchors), anchors, now, overlap));
            row.DeniedSerials = AnchorRules.Deny(row.DeniedSerials, serials);
            await GrantChanges.NumberAsync(work, row, token);
            work.Record("security", new AuditEntry
            {
                Type = AuditTypes.Rotated,
                Actor = actor,
                Agency = row.AgencyId,
                Team = row.TeamId,
                Details = new Dictionary<string, string>
                {
                    ["principal"] = row.Pseudonym,
                    ["overlapSeconds"] = ((long)overlap.TotalSeconds).ToString(CultureInfo.InvariantCulture),
                    ["anchors"] = anchors.Count.ToString(CultureInfo.InvariantCulture),
                    ["deniedSerials"] = string.Join(' ', serials),
                },
            });
            var credential = issuer.Issue(row, LifeAfterRotation);
            CredentialIssuer.Record(work, credential.Row, row, actor);
            return new RotateResponse { Credential = credential.ToMessage() };
        });
        await keeper.FollowChangeAsync(context.CancellationToken);
        return response;
    }

    /// <summary>An anchor makes certificates one principal's; a second one with it could pass for the first.</summary>
    private static async Task<Refusal?> OwnerOfAsync(
        Work<IdentityDbContext> work, string name, IReadOnlyList<Platform.Credentials.GrantAnchor> anchors, CancellationToken cancellationToken)
    {
        if (anchors.Count == 0)
            return null;
        var others = await work.Db.Principals.Where(row => row.Name != name && row.Anchors != "[]").Select(row => row.Anchors).ToListAsync(cancellationToken);
        var known = others.SelectMany(AnchorRules.Read).Select(anchor => (anchor.Root, anchor.KeySha256)).ToHashSet();
        return anchors.Any(anchor => known.Contains((anchor.Root, anchor.KeySha256)))
            ? Refusal.AlreadyExists("ANCHOR_TAKEN", "another principal's certificates are trusted by one of these")
            : null;
    }
}
