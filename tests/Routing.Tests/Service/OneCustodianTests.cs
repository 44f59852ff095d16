using Referrals.Common.V1;
using Referrals.Contracts;
using Referrals.Routing.V1;
using Referrals.Testing;
using Xunit;

namespace Referrals.Routing.Tests.Service;

/// <summary>Whatever the teams, the officer and the clock do, one and only one has custody.</summary>
public sealed class OneCustodianTests
{
    private static readonly string[] Leads = ["nbi-ahtrad", "pnp-wcpc", "doj-ooc", "picacc", "pnp-acg-ncr"];

    [Theory]
    [InlineData(StoreKind.Sqlite, 1)]
    [InlineData(StoreKind.Sqlite, 2)]
    [InlineData(StoreKind.Sqlite, 3)]
    [InlineData(StoreKind.Postgres, 4)]
    public async Task After_any_commands_there_is_one_custodian(StoreKind kind, int seed)
    {
        var random = new Random(seed);
        await using var routing = await RoutingUnderTest.StartAsync(kind);
        var referral = Cases.Referral("uk-nca", IncidentType.LiveStreamed);
        var countryCase = await routing.AcceptAsync(Priority.P1Immediate, referral);
        for (var step = 0; step < 60; step++)
        {
            var handOffs = await routing.HandOffsAsync(countryCase);
            var done = await TryAsync(routing, random, countryCase, referral, handOffs[random.Next(handOffs.Count)].HandOffId, random.Next(8));

            handOffs = await routing.HandOffsAsync(countryCase);
            var holders = handOffs.Where(handOff => handOff.Role == HandOffRole.Lead && handOff.IsHeld).Select(handOff => $"team/{handOff.TeamId}").ToList();
            var custodian = await routing.CustodianAsync(countryCase);
            Assert.True(holders.Count <= 1, $"step {step}, {done}: {string.Join(' ', holders)}");
            Assert.Equal($"{done}: {(holders.Count == 1 ? holders[0] : "desk/ph")}", $"{done}: {custodian}");
            Assert.True(handOffs.Count(handOff => handOff.Role == HandOffRole.Lead && handOff.State == HandOffState.Offered) <= 1, $"step {step}, {done}: offered to one at a time");
        }
    }

    private static async Task<string> TryAsync(RoutingUnderTest routing, Random random, string countryCase, ReferralMetadata referral, string id, int what)
    {
        var handOff = (await routing.HandOffsAsync(countryCase)).Single(row => row.HandOffId == id);
        var team = routing.Team(handOff.TeamId);
        var request = RoutingUnderTest.NewRequest();
        return what switch
        {
            0 => await RoutingUnderTest.RefusalAsync(team.DeclineAsync(new DeclineRequest { RequestId = request, HandOffId = id, Reason = DeclineReason.NoCapacity })),
            1 => await RoutingUnderTest.RefusalAsync(team.TransferAsync(new TransferRequest { RequestId = request, HandOffId = id, ToTeamId = Leads[random.Next(Leads.Length)], Reason = CustodyChangeReason.NoCapacity })),
            2 => await RoutingUnderTest.RefusalAsync(routing.Officer().RevokeAsync(new RevokeRequest { RequestId = request, HandOffId = id, Reason = CustodyChangeReason.Error, OfferNext = random.Next(2) == 0 })),
            3 => await RoutingUnderTest.RefusalAsync(team.RecordOutcomeAsync(new RecordOutcomeRequest { RequestId = request, HandOffId = id, Outcome = new HandOffOutcome { Outcome = Outcome.Referred } })),
            4 => await AcceptAsync(routing, countryCase, referral),
            _ => await RoutingUnderTest.RefusalAsync(team.AcknowledgeAsync(new AcknowledgeRequest { RequestId = request, HandOffId = id, TeamReference = "x" })),
        };
    }

    private static async Task<string> AcceptAsync(RoutingUnderTest routing, string countryCase, ReferralMetadata referral)
    {
        await routing.AcceptAgainAsync(countryCase, Priority.P1Immediate, null, referral);
        return "accepted again";
    }
}
