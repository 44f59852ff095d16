using Referrals.Common.V1;
using Referrals.Contracts;
using Referrals.Testing;
using Referrals.Triage.V1;
using Xunit;

namespace Referrals.Triage.Tests.ReturnOrphan;

public sealed class ReturnOrphanTests
{
    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_case_that_no_team_takes_is_back_in_the_queue_for_an_officer_to_choose_a_team(StoreKind kind)
    {
        await using var triage = await TriageUnderTest.StartAsync(kind);
        var name = await triage.OpenAsync();
        await triage.AcceptAsync(name);

        await triage.Service.DeliverAsync(name, new CaseOrphaned { CountryCase = name, Reason = OrphanReason.Exhausted });

        var queue = await triage.Ana.ListQueueAsync(new ListQueueRequest { Filter = new QueueFilter { Orphaned = true } });
        var item = Assert.Single(queue.Cases);
        Assert.Equal((CountryCaseState.Accepted, true, OrphanReason.Exhausted), (item.State, item.Orphaned, item.OrphanReason));

        var request = TriageUnderTest.Accept(await triage.ClaimAsync(name));
        (request.LeadTeamId, request.Note) = ("nbi-ahtrad", "agreed by telephone");
        var again = await triage.Ana.AcceptAsync(request);

        Assert.False(again.CountryCase.Orphaned);
        Assert.Empty((await triage.Ana.ListQueueAsync(new ListQueueRequest())).Cases);
        Assert.Equal([null, "nbi-ahtrad"], (await triage.Service.PublishedAsync<CaseAccepted>()).Select(accepted => accepted.LeadTeam));
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task An_orphaned_case_may_be_closed(StoreKind kind)
    {
        await using var triage = await TriageUnderTest.StartAsync(kind);
        var name = await triage.OpenAsync();
        await triage.AcceptAsync(name);
        await triage.Service.DeliverAsync(name, new CaseOrphaned { CountryCase = name, Reason = OrphanReason.NoTeam });

        var item = await triage.RejectAsync(name, Disposition.OutOfJurisdiction);

        Assert.Equal((CountryCaseState.Rejected, false), (item.State, item.Orphaned));
        Assert.Equal(Disposition.OutOfJurisdiction, Assert.Single(await triage.Service.PublishedAsync<CaseRejected>()).Disposition);
    }
}
