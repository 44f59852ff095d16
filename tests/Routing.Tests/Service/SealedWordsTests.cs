using Referrals.Common.V1;
using Referrals.Contracts;
using Referrals.Routing.V1;
using Referrals.Testing;
using Referrals.Testing.Canaries;
using Xunit;

namespace Referrals.Routing.Tests.Service;

public sealed class SealedWordsTests
{
    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task What_a_team_writes_is_read_by_those_who_act_on_it_and_erased_with_the_last_referral_of_the_case(StoreKind kind)
    {
        await using var routing = await RoutingUnderTest.StartAsync(kind);
        var (first, second) = (Cases.Referral("us-ice", IncidentType.ContactOffence), Cases.Referral("uk-nca", IncidentType.ContactOffence));
        var countryCase = await routing.AcceptAsync(Priority.P3Standard, first, second);
        var declined = (await routing.HandOffsAsync(countryCase)).First(handOff => handOff.Role == HandOffRole.Lead);
        await routing.Team(declined.TeamId).DeclineAsync(new DeclineRequest
        {
            RequestId = RoutingUnderTest.NewRequest(),
            HandOffId = declined.HandOffId,
            Reason = DeclineReason.Other,
            Text = CanaryWords.Word("decline"),
        });

        Assert.Equal(CanaryWords.Word("decline"), await TextAsync(routing.Team(declined.TeamId), declined.HandOffId));
        Assert.Equal(CanaryWords.Word("decline"), await TextAsync(routing.Officer(), declined.HandOffId));
        Assert.Equal("", await TextAsync(routing.As(Callers.Auditor("mercier")), declined.HandOffId));
        Assert.Empty(CanarySearch.In(routing.Service.DataDirectory));

        await routing.UpdateAsync(countryCase, first, ReferralChange.Erased);
        Assert.Equal(CanaryWords.Word("decline"), await TextAsync(routing.Officer(), declined.HandOffId));
        await routing.UpdateAsync(countryCase, second, ReferralChange.Erased);

        Assert.Equal("", await TextAsync(routing.Officer(), declined.HandOffId));
    }

    private static async Task<string> TextAsync(RoutingService.RoutingServiceClient reader, string handOffId) =>
        (await reader.GetHandOffAsync(new GetHandOffRequest { HandOffId = handOffId })).History.Single(entry => entry.Kind == HandOffEventKind.Declined).Text;
}
