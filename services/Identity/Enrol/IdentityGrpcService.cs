using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Referrals.Identity.Enrol;
using Referrals.Identity.IssueCredentials;
using Referrals.Identity.IssueToken;
using Referrals.Identity.Storage;
using Referrals.Identity.TrustCertificates;
using Referrals.Identity.V1;
using Referrals.Platform.Auditing;
using Referrals.Platform.Commands;

namespace Referrals.Identity;

public sealed partial class IdentityGrpcService
{
    private static readonly TimeSpan UsualFirstLife = TimeSpan.FromDays(90);

    public override Task<EnrolResponse> Enrol(EnrolRequest request, ServerCallContext context) => commands.RunAsync<EnrolRequest, EnrolResponse>(
        request,
        context,
        async (work, actor, token) =>
        {
            var violations = new Violations();
            var life = CredentialLife.Read(request.Life, UsualFirstLife, violations);
            var entry = EnrolRules.Read(request.Principal, violations);
            var anchors = AnchorRules.Read(request.Anchors, time.GetUtcNow(), violations);
            if (violations.Any || entry is null)
                return violations.ToRefusal();
            await GrantChanges.BeginAsync(work, token);
            if (await OwnerOfAsync(work, entry.Name, anchors, token) is { } taken)
                return taken;
            if (await work.Db.Principals.AnyAsync(existing => existing.Name == entry.Name, token))
                return Refusal.AlreadyExists("ENROLLED", "the principal is enrolled already");

            var row = new PrincipalRow
            {
                Name = entry.Name,
                Role = entry.Role,
                Pseudonym = keys.PseudonymOf(entry.Name, entry.Role),
                DisplayName = entry.DisplayName,
                AgencyId = entry.AgencyId,
                TeamId = entry.TeamId,
                Desks = string.Join(' ', entry.Desks),
                Contact = entry.Contact,
                EnrolledAt = work.Now,
                Anchors = AnchorRules.Write(anchors),
            };
            work.Db.Principals.Add(row);
            await GrantChanges.NumberAsync(work, row, token);
            work.Record("security", new AuditEntry
            {
                Type = AuditTypes.Enrolled,
                Actor = actor,
                Agency = row.AgencyId,
                Team = row.TeamId,
                Details = new Dictionary<string, string> { ["principal"] = row.Pseudonym },
            });
            var credential = issuer.Issue(row, life);
            CredentialIssuer.Record(work, credential.Row, row, actor);
            return new EnrolResponse { Principal = row.ToMessage(), Credential = credential.ToMessage() };
        });
}
