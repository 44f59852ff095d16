using Referrals.Common.V1;
using Referrals.Contracts;
using Referrals.Platform.Inbox;

namespace Referrals.Triage;

/// <summary>A matched referral comes into one country case for each of its countries.</summary>
internal sealed class OpenCaseConsumer(CaseArrivals arrivals) : IEventConsumer<TriageDbContext, ReferralMatched>
{
    public async Task ConsumeAsync(ReferralMatched @event, EventContext<TriageDbContext> context, CancellationToken cancellationToken)
    {
        foreach (var country in Arrival.CountriesOf(@event.Referral))
        {
            var arrival = new Arrival(@event.CaseId, country, @event.Referral)
            {
                MatchedOn = @event.MatchedOn,
                IsFirst = @event.Decision == MatchDecision.New,
            };
            await arrivals.ArriveAsync(context.Work, arrival, cancellationToken);
        }
    }
}
