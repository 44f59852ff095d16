using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Referrals.Common.V1;
using Referrals.Contracts;
using Referrals.Platform.Access;
using Referrals.Platform.Commands;
using Referrals.Platform.Credentials;
using Referrals.Platform.Outbox;
using Referrals.Triage.V1;

namespace Referrals.Triage;

internal sealed partial class TriageGrpcService
{
    private const int DefaultReferrals = 50;
    private const int DecisionsShown = 1000;

    /// <inheritdoc/>
    public override Task<GetCaseResponse> GetCase(GetCaseRequest request, ServerCallContext context)
    {
        RequestRules.CountryCase(request.CountryCase).Check();
        var size = PageSizes.Of(request.PageSize, DefaultReferrals);
        var before = PageToken.Read(request.PageToken);
        var caller = context.GetPrincipal();
        return store.ReadAsync(
            async (db, token) =>
            {
                var found = await db.CountryCases.SingleOrDefaultAsync(r => r.Name == request.CountryCase, token);
                var row = CaseRows.Visible(found, caller, Right.SeeCase).OrThrow();
                var response = new GetCaseResponse { CountryCase = CaseMessages.Of(row, Now) };
                await AddReferralsAsync(db, response, before, size, token);
                if (before == 0)
                    await AddHistoryAsync(db, response, withNotes: caller.Allows(Right.ReadNotes, Standings.OfDesk(caller, row.Desk)), token);
                return response;
            },
            context.CancellationToken);
    }

    private static async Task AddReferralsAsync(TriageDbContext db, GetCaseResponse response, int before, int size, CancellationToken cancellationToken)
    {
        var name = response.CountryCase.Name;
        var rows = await db.CaseReferrals
            .Where(r => r.CountryCase == name && !r.Gone && (before == 0 || r.Position < before))
            .OrderByDescending(r => r.Position)
            .Take(size + 1)
            .ToListAsync(cancellationToken);
        if (rows.Count > size)
            response.NextPageToken = PageToken.Write(rows[size - 1].Position);
        response.Referrals.AddRange(rows.Take(size).Select(row => Metadata(row).ToFacts()));
    }

    private async Task AddHistoryAsync(TriageDbContext db, GetCaseResponse response, bool withNotes, CancellationToken cancellationToken)
    {
        var (name, caseId) = (response.CountryCase.Name, response.CountryCase.CaseId);
        var decisions = await db.Decisions.Where(d => d.CountryCase == name).OrderByDescending(d => d.Number).Take(DecisionsShown).ToListAsync(cancellationToken);
        var notes = withNotes ? await words.OpenNotesAsync(db, decisions, cancellationToken) : new Dictionary<int, string>();
        response.Decisions.AddRange(decisions.AsEnumerable().Reverse().Select(decision => CaseMessages.Of(decision, notes.GetValueOrDefault(decision.Number, ""))));
        var siblings = await db.CountryCases.Where(r => r.CaseId == caseId && r.Name != name).OrderBy(r => r.Name).ToListAsync(cancellationToken);
        response.Siblings.AddRange(siblings.Select(row => new SiblingCase { CountryCase = row.Name, Desk = row.Desk, State = row.State }));
    }

    private static ReferralMetadata Metadata(CaseReferralRow row) => (ReferralMetadata)EventJson.Read(typeof(ReferralMetadata), row.Metadata);
}
