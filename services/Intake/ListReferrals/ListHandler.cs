using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Referrals.Intake.FollowStatus;
using Referrals.Intake.OwnReferral;
using Referrals.Intake.Storage;
using Referrals.Intake.V1;
using Referrals.Platform.Credentials;
using Referrals.Platform.Storage;

namespace Referrals.Intake.ListReferrals;

/// <summary>
/// Lists a sender's referrals, newest first. The headline is told from the history, so a filter by state looks at a bounded
/// number of referrals per call: a page may be short, and its token goes on.
/// </summary>
public sealed class ListHandler(Store<IntakeDbContext> store)
{
    private const int MostLookedAt = 2000;

    public async Task<ListResponse> ListAsync(ListRequest request, ServerCallContext context)
    {
        var filter = ListFilter.Of(request, Senders.Of(context.GetPrincipal()));
        return await store.ReadSnapshotAsync((db, token) => ListAsync(db, filter, token), context.CancellationToken);
    }

    private static async Task<ListResponse> ListAsync(IntakeDbContext db, ListFilter filter, CancellationToken cancellationToken)
    {
        var response = new ListResponse();
        var after = filter.After;
        for (var lookedAt = 0; ;)
        {
            var rows = await filter.Apply(db.Referrals, after).Take(filter.PageSize + 1).ToListAsync(cancellationToken);
            var page = rows.Take(filter.PageSize).ToList();
            foreach (var (row, sources) in page.Zip(await StatusReader.ReadSourcesAsync(db, page, cancellationToken)))
            {
                if (Summarise(row, sources) is var summary && filter.Admits(summary.State))
                    response.Referrals.Add(summary);
                after = new ListCursor(row.ReceivedAt, row.Id);
                if (response.Referrals.Count == filter.PageSize)
                    break;
            }

            lookedAt += page.Count;
            var isLast = rows.Count <= filter.PageSize && (page.Count == 0 || after?.Id == page[^1].Id);
            if (isLast)
                return response;
            if (response.Referrals.Count < filter.PageSize && lookedAt < MostLookedAt)
                continue;
            response.NextPageToken = filter.Token(after!);
            return response;
        }
    }

    private static ReferralSummary Summarise(ReferralRow row, StatusSources sources)
    {
        var status = StatusHistory.Tell(sources).ToStatus();
        return new ReferralSummary
        {
            ReferralId = row.Id,
            AgencyReference = row.AgencyReference,
            ReceivedAt = row.ReceivedAt.ToTimestamp(),
            IncidentType = row.IncidentType,
            State = status.State,
            Countries = { status.Countries },
            OpenInformationRequests = row.WithdrawnAt is null ? row.OpenQuestions : 0,
            LastStatusNumber = status.History.Count,
            OthersReported = sources.Reporters.Any(agency => agency != sources.Referral.AgencyId),
        };
    }
}
