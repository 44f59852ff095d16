using Referrals.Platform.Inbox;
using Referrals.Platform.Storage;
using Referrals.Routing.LoadPolicy;
using Referrals.Routing.Storage;

namespace Referrals.Routing.HandOffs;

/// <summary>What the consumers of Routing share: they lock the case that an event is about, and write a batch at its end.</summary>
internal abstract class CaseConsumer(PolicyCatalog policies) : IBatchCompletion<RoutingDbContext>
{
    private readonly HashSet<string> expected = new(StringComparer.Ordinal);

    /// <summary>Locks and reads what the batch will ask for, in one statement each instead of one for each event.</summary>
    public virtual Task EnterAsync(Work<RoutingDbContext> work, CancellationToken cancellationToken) =>
        RoutedCases.EnterAllAsync(work, policies.InForce(work.Now), expected, cancellationToken);

    public Task CompleteAsync(Work<RoutingDbContext> work, CancellationToken cancellationToken) => RoutedCases.CompleteAsync(work, cancellationToken);

    /// <summary>Country cases that events of the batch are about.</summary>
    protected Task Expect(IEnumerable<string> countryCases)
    {
        expected.UnionWith(countryCases);
        return Task.CompletedTask;
    }

    /// <summary>The country case of an event, which may be new.</summary>
    protected Task<RoutedCase> EnterAsync(EventContext<RoutingDbContext> context, string countryCase, CancellationToken cancellationToken) =>
        RoutedCases.EnterAsync(context.Work, policies.InForce(context.Work.Now), countryCase, cancellationToken);
}
