using System.Collections.Concurrent;
using Referrals.Audit.V1;
using Referrals.Cli.Connect;
using Referrals.Cli.Deciding;
using Referrals.Cli.Operating;
using Referrals.Routing.V1;

namespace Referrals.Cli.Replay.Running;

/// <summary>
/// The exchange that a replay acts on. What only the exchange knows (which case a referral came to, which hand-offs a case
/// has) is looked up as an auditor, who may see all of it, and from what never changes afterwards.
/// </summary>
internal sealed class World(ExchangeConnection exchange, SimulatedClock clock, Waiting waiting, string auditor)
{
    private const int Everything = 1000;
    private static readonly string[] Joining = ["matched", "linked"];
    private readonly ConcurrentDictionary<string, string> cases = new();

    public ExchangeConnection Exchange => exchange;

    public SimulatedClock Clock => clock;

    public Waiting Waiting => waiting;

    public Captures Captures { get; } = new();

    public ExchangeClients Auditor => exchange.As(auditor);

    /// <summary>The parent case that a referral first came to.</summary>
    public async Task<string> CaseAsync(string referral, CancellationToken cancellationToken)
    {
        if (cases.TryGetValue(referral, out var known))
            return known;
        return cases[referral] = await waiting.ForAsync(
            $"case of {referral}",
            async () =>
            {
                // Of this referral alone: the trail of one in a case of tens of thousands holds all that became of the case.
                var request = new SearchRequest { ReferralId = referral, EventTypes = { Joining }, PageSize = 1 };
                return (await Auditor.Audit.SearchAsync(request, cancellationToken: cancellationToken)).Records.FirstOrDefault()?.CaseId;
            },
            cancellationToken);
    }

    public async Task<string> CountryCaseAsync(string referral, CasePick pick, CancellationToken cancellationToken) =>
        CountryCaseNames.Of(await CaseAsync(referral, cancellationToken), pick.Country);

    /// <summary>The hand-off that is meant, once it has been offered.</summary>
    public Task<HandOff> HandOffAsync(string countryCase, HandOffPick pick, CancellationToken cancellationToken) => waiting.ForAsync(
        $"{pick}",
        async () => (await HandOffsAsync(countryCase, cancellationToken))
            .Where(handOff => handOff.TeamId == pick.Team && (pick.Role is null || handOff.Role == pick.Role))
            .ElementAtOrDefault(pick.Number - 1),
        cancellationToken);

    /// <summary>Every hand-off of a country case, oldest first.</summary>
    public async Task<IReadOnlyList<HandOff>> HandOffsAsync(string countryCase, CancellationToken cancellationToken)
    {
        var response = await Auditor.Routing.ListCaseHandOffsAsync(
            new ListCaseHandOffsRequest { CountryCase = countryCase, PageSize = Everything }, cancellationToken: cancellationToken);
        return response.HandOffs;
    }
}
