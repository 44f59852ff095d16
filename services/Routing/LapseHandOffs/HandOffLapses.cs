using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Referrals.Common.V1;
using Referrals.Contracts;
using Referrals.Platform.Auditing;
using Referrals.Platform.Credentials;
using Referrals.Platform.Storage;
using Referrals.Routing.Deconflict;
using Referrals.Routing.HandOffs;
using Referrals.Routing.LoadPolicy;
using Referrals.Routing.OfferHandOff;
using Referrals.Routing.Storage;

namespace Referrals.Routing.LapseHandOffs;

/// <summary>What happens when a clock of a hand-off has run: the next team is offered; feedback is overdue.</summary>
internal sealed class HandOffLapses(Store<RoutingDbContext> store, PolicyCatalog policies, ILogger<HandOffLapses> logger)
{
    public async Task LapseAsync(DueHandOff due, CancellationToken cancellationToken)
    {
        var lapsed = await store.ExecuteAsync((work, token) => LapseAsync(work, due, token), cancellationToken);
        if (!lapsed)
            return;
        logger.HandOffLapsed(due.HandOffId);
        RoutingMetrics.Lapsed();
    }

    public async Task OverdueAsync(DueHandOff due, CancellationToken cancellationToken)
    {
        if (await store.ExecuteAsync((work, token) => OverdueAsync(work, due, token), cancellationToken))
            RoutingMetrics.FeedbackLapsed();
    }

    /// <summary>The team did not say in time whether an agency may act: an officer must.</summary>
    public Task LapseDeconflictionAsync(DueHandOff due, string deconflictionId, CancellationToken cancellationToken) => store.ExecuteAsync(
        async (work, token) =>
        {
            var (routed, _) = await EnterAsync(work, due, token);
            var row = await work.Db.Deconflictions.SingleAsync(row => row.DeconflictionId == deconflictionId, token);
            if (row.State != DeconflictionState.Held || work.Now < row.ReleaseBy)
                return false;
            Deconflictions.Enter(routed, row, DeconflictionRules.Lapse(routed.HandOffs));
            await routed.SaveAsync(token);
            return true;
        },
        cancellationToken);

    private async Task<bool> LapseAsync(Work<RoutingDbContext> work, DueHandOff due, CancellationToken cancellationToken)
    {
        var (routed, handOff) = await EnterAsync(work, due, cancellationToken);
        var decision = HandOffRules.Decide(new HandOffStanding(handOff.State, handOff.AcknowledgeBy), new HandOffCommand.Lapse(), work.Now);
        if (decision.IsRefused)
            return false;

        var before = routed.Enter(handOff, decision.Value);
        await HandOffEnd.NotTakenAsync(
            routed,
            handOff,
            next => new V1.HandOffEvent { Kind = V1.HandOffEventKind.TimedOut, ToTeamId = next ?? "" },
            next => new HandOffTimedOut { HandOffId = handOff.HandOffId, CountryCase = handOff.CountryCase, TeamId = handOff.TeamId, Role = handOff.Role, NextTeamId = next },
            routed.Record(AuditTypes.TimedOut, handOff) with { From = before, To = routed.Row.Custodian },
            cancellationToken);
        await routed.SaveAsync(cancellationToken);
        return true;
    }

    private async Task<bool> OverdueAsync(Work<RoutingDbContext> work, DueHandOff due, CancellationToken cancellationToken)
    {
        var (routed, handOff) = await EnterAsync(work, due, cancellationToken);
        if (!FeedbackRules.IsNewlyOverdue(handOff.FeedbackDueAt, handOff.FeedbackOverdue, work.Now))
            return false;
        handOff.FeedbackOverdue = true;
        routed.Note(handOff, new V1.HandOffEvent { Kind = V1.HandOffEventKind.FeedbackOverdue });
        routed.Publish(new FeedbackLapsed { HandOffId = handOff.HandOffId, CountryCase = handOff.CountryCase, TeamId = handOff.TeamId, Role = handOff.Role });
        routed.Leave(routed.Record(AuditTypes.FeedbackOverdue, handOff));
        await routed.SaveAsync(cancellationToken);
        return true;
    }

    private async Task<(RoutedCase Routed, HandOffRow HandOff)> EnterAsync(Work<RoutingDbContext> work, DueHandOff due, CancellationToken cancellationToken)
    {
        var routed = await RoutedCases.EnterAsync(work, policies.InForce(work.Now), due.CountryCase, (Principal?)null, cancellationToken);
        return (routed, routed.HandOffs.Single(handOff => handOff.HandOffId == due.HandOffId));
    }
}
