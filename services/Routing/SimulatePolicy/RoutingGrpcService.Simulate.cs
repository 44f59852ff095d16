using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Referrals.Common.V1;
using Referrals.Platform.Commands;
using Referrals.Platform.Credentials;
using Referrals.Routing.HandOffs;
using Referrals.Routing.LoadPolicy;
using Referrals.Routing.OfferHandOff;
using Referrals.Routing.PlanHandOffs;
using Referrals.Routing.Policies;
using Referrals.Routing.ReadHandOffs;
using Referrals.Routing.ReloadPolicy;
using Referrals.Routing.Storage;

namespace Referrals.Routing;

internal sealed partial class RoutingGrpcService
{
    private const int MostExamined = 100_000;
    private static readonly TimeSpan StandardPast = TimeSpan.FromDays(7);

    public override async Task<V1.SimulateResponse> Simulate(V1.SimulateRequest request, ServerCallContext context)
    {
        var before = request.AcceptedBefore?.ToDateTimeOffset() ?? clock.Now;
        var from = request.AcceptedFrom?.ToDateTimeOffset() ?? before - StandardPast;
        var violations = new Violations();
        violations.Require(request.DraftPolicy.Length > 0, "draftPolicy", "is required", "REQUIRED");
        violations.Require(from < before, "acceptedFrom", "must be before acceptedBefore", "OUT_OF_RANGE");
        if (violations.Any)
            throw new RefusedException(violations.ToRefusal());

        var size = PageSizes.Of(request.PageSize, 100);
        var skip = PageToken.Read(request.PageToken);
        var reading = PolicyReader.Read(request.DraftPolicy);
        var response = new V1.SimulateResponse();
        response.Problems.AddRange(reading.Problems.Select(problem => PolicyView.Problem(problem)));
        if (reading.Policy is not { } draft)
            return response;

        var principal = context.GetPrincipal();
        await store.ReadAsync(
            async (db, token) =>
            {
                var accepted = db.CountryCases
                    .Where(row => row.AcceptedAt >= from && row.AcceptedAt < before && row.AcceptedFacts != null)
                    .OrderBy(row => row.AcceptedAt)
                    .ThenBy(row => row.CountryCase)
                    .Take(MostExamined);
                await foreach (var row in accepted.AsAsyncEnumerable().WithCancellation(token))
                {
                    if (principal.Role == Role.Officer && !HandOffAccess.IsOfDesk(principal, row.Desk))
                        continue;
                    response.Examined++;
                    if (Change(draft, row) is not { } change)
                        continue;
                    response.Changed++;
                    if (response.Changed > skip && response.Changes.Count < size)
                        response.Changes.Add(change);
                }

                return true;
            },
            context.CancellationToken);
        if (response.Changed > skip + size)
            response.NextPageToken = PageToken.Write(skip + size);
        return response;
    }

    private static V1.SimulatedChange? Change(PolicyDocument draft, CountryCaseRow row)
    {
        var before = AcceptedPlan.Read(row.AcceptedPlan!);
        var after = AcceptedPlan.Of(RoutingPolicyEvaluator.Evaluate(draft, AcceptedPlan.ReadFacts(row.AcceptedFacts!)));
        return before.SameAs(after) ? null : new V1.SimulatedChange
        {
            CountryCase = row.CountryCase,
            AcceptedAt = row.AcceptedAt!.Value.ToTimestamp(),
            RuleIdBefore = before.RuleId,
            RuleIdAfter = after.RuleId,
            LeadTeamBefore = before.LeadTeam ?? "",
            LeadTeamAfter = after.LeadTeam ?? "",
            OtherTeamsBefore = { before.OtherTeams },
            OtherTeamsAfter = { after.OtherTeams },
            AcknowledgeWithinBefore = TimeSpan.FromMicroseconds(before.AcknowledgeWithin).ToDuration(),
            AcknowledgeWithinAfter = TimeSpan.FromMicroseconds(after.AcknowledgeWithin).ToDuration(),
        };
    }
}
