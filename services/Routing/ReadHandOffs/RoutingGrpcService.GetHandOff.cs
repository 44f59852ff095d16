using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Referrals.Common.V1;
using Referrals.Platform.Access;
using Referrals.Platform.Commands;
using Referrals.Platform.Credentials;
using Referrals.Platform.Sealing;
using Referrals.Platform.Storage;
using Referrals.Routing.HandOffs;
using Referrals.Routing.Policies;
using Referrals.Routing.ReadHandOffs;
using Referrals.Routing.SealWords;
using Referrals.Routing.Storage;

namespace Referrals.Routing;

internal sealed partial class RoutingGrpcService
{
    public override async Task<V1.GetHandOffResponse> GetHandOff(V1.GetHandOffRequest request, ServerCallContext context)
    {
        if (request.HandOffId.Length == 0)
            throw new RefusedException(Refusal.Invalid("handOffId", "is required", "REQUIRED"));
        var principal = context.GetPrincipal();
        var size = PageSizes.Of(request.PageSize, 50);
        var skip = PageToken.Read(request.PageToken);
        var now = clock.Now;
        var policy = policies.InForce(now);
        return await store.ReadAsync(
            async (db, token) =>
            {
                var (handOff, row) = (await HandOffAccess.ReadAsync(db, principal, Right.SeeHandOff, request.HandOffId, token)).OrThrow();
                var response = new V1.GetHandOffResponse
                {
                    HandOff = (await HandOffView.ReadAsync(db, [handOff], policy, principal, now, token))[0],
                };
                var standing = HandOffAccess.StandingOf(principal, handOff.TeamId, handOff.State, row.Desk);
                if (principal.Allows(Right.ReadFacts, standing))
                {
                    var strictest = await ReadingLimits.ReadAsync(db, [handOff], policy, principal, token);
                    await AddReferralsAsync(db, response, handOff, strictest[handOff.HandOffId], skip, size, token);
                }

                if (skip == 0)
                    response.History.AddRange(await ReadHistoryAsync(db, handOff, principal, standing, token));
                return response;
            },
            context.CancellationToken);
    }

    private static async Task AddReferralsAsync(
        RoutingDbContext db, V1.GetHandOffResponse response, HandOffRow handOff, Tlp strictest, int skip, int size, CancellationToken cancellationToken)
    {
        Tlp[] labels = [.. System.Enum.GetValues<Tlp>().Where(label => label >= strictest)];
        var carried = db.CaseReferrals.Where(referral =>
            referral.CountryCase == handOff.CountryCase
            && referral.EndedAt == null
            && referral.AvailableAt != null
            && labels.Contains(referral.Tlp));
        if (handOff.Role != HandOffRole.Lead)
            carried = carried.Where(referral => !referral.LeadOnly);
        if (handOff.CarriesFrom is { } from)
            carried = carried.Where(referral => referral.AvailableAt >= from);
        if (handOff.EndedAt is { } until)
            carried = carried.Where(referral => referral.AvailableAt <= until);
        var rows = await carried
            .OrderByDescending(referral => referral.AvailableAt)
            .ThenByDescending(referral => referral.ReferralId)
            .Skip(skip)
            .Take(size + 1)
            .ToListAsync(cancellationToken);
        response.Referrals.AddRange(rows.Take(size).Select(referral => new V1.HandOffReferral
        {
            Facts = referral.Read().ToFacts(),
            HandedOverAt = (referral.AvailableAt > handOff.OfferedAt ? referral.AvailableAt.Value : handOff.OfferedAt).ToTimestamp(),
        }));
        if (rows.Count > size)
            response.NextPageToken = PageToken.Write(skip + size);
    }

    private async Task<List<V1.HandOffEvent>> ReadHistoryAsync(RoutingDbContext db, HandOffRow handOff, Principal reader, Standing standing, CancellationToken cancellationToken)
    {
        var rows = await db.HandOffEntries.Where(entry => entry.HandOffId == handOff.HandOffId).OrderBy(entry => entry.Number).ToListAsync(cancellationToken);
        SubjectKey? key = null;
        if (reader.Allows(Right.ReadNotes, standing) && rows.Exists(row => row.Words is not null))
        {
            ContentReader.Decide(handOff.CountryCase);
            await db.Database.OpenConnectionAsync(cancellationToken);
            key = await keys.FindAsync(new Sql(db.Database.GetDbConnection(), null), handOff.CountryCase, cancellationToken);
        }

        var history = rows.ConvertAll(row => CaseWords.Open(key, row));
        foreach (var entry in history)
        {
            // Persons are named to their own team only, words to those who act on them.
            if (reader.Role != Role.Team)
                entry.Actor = "";
        }

        return history;
    }
}
