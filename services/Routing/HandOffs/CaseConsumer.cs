using Referrals.Platform.Inbox;
using Referrals.Platform.Storage;
using Referrals.Routing.LoadPolicy;
using Referrals.Routing.Storage;

namespace Referrals.Routing.HandOffs;

/// <summary>What the consumers of Routing share: they lock the case that an event is about, and write a batch at its end.</summary>
internal abstract class CaseConsumer(PolicyCatalog policies) : IBatchCompletion<RoutingDbContext>
{
    public Task CompleteAsync(Work<RoutingDbContext> work, CancellationToken cancellationToken) => RoutedCases.CompleteAsync(work, cancellationToken);

    /// <summary>The country case of an event, which may be new.</summary>
    protected Task<RoutedCase> EnterAsync(EventContext<RoutingDbContext> context, string countryCase, CancellationToken cancellationToken)
    {
        var (caseId, country) = CountryCaseNames.Parts(countryCase);
        return RoutedCases.EnterAsync(context.Work, policies.InForce(context.Work.Now), countryCase, caseId, country, cancellationToken);
    }
}
