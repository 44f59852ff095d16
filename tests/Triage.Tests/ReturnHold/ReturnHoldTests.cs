using Referrals.Common.V1;
using Referrals.Contracts;
using Referrals.Platform;
using Referrals.Testing;
using Referrals.Triage.V1;
using Xunit;

namespace Referrals.Triage.Tests.ReturnHold;

public sealed class ReturnHoldTests
{
    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_lapsed_hold_is_an_officers_until_it_is_released(StoreKind kind)
    {
        await using var triage = await TriageUnderTest.StartAsync(kind);
        var name = await triage.OpenAsync();
        await triage.AcceptAsync(name);
        var held = new DeconflictionChanged
        {
            DeconflictionId = Ids.New("dcn"),
            CountryCase = name,
            ReferralId = Ids.New("ref"),
            HandOffId = Ids.New("hof"),
            TeamName = "NBI",
            State = DeconflictionState.Held,
            ReleaseBy = DateTimeOffset.UnixEpoch,
        };

        await triage.Service.DeliverAsync(name, held);
        Assert.Empty((await triage.Ana.ListQueueAsync(new ListQueueRequest())).Cases);

        await triage.Service.DeliverAsync(name, held with { State = DeconflictionState.Lapsed });
        var item = Assert.Single((await triage.Ana.ListQueueAsync(new ListQueueRequest())).Cases);
        Assert.Equal((name, CountryCaseState.Accepted, true), (item.Name, item.State, item.Escalated));

        await triage.Service.DeliverAsync(name, held with { State = DeconflictionState.Released });
        Assert.Empty((await triage.Ana.ListQueueAsync(new ListQueueRequest())).Cases);
    }
}
