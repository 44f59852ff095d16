using Referrals.Cli.Connect;
using Referrals.Triage.V1;

namespace Referrals.Cli.Replay.Running;

/// <summary>What a step, or one of its expectations, needs.</summary>
internal sealed record StepContext(World World, string Scenario, string Step, string As)
{
    /// <summary>The services as the one who acts or looks.</summary>
    public ExchangeClients Clients => World.Exchange.As(As);

    /// <summary>A request id that is the same in every replay.</summary>
    public string RequestId(string suffix = "") => suffix.Length == 0 ? $"replay.{Scenario}.{Step}" : $"replay.{Scenario}.{Step}.{suffix}";

    public string Referral(string name) => World.Captures.Find(Scenario, name);

    public void Keep(string name, string id) => World.Captures.Keep(Scenario, name, id);

    public Task<string> CountryCaseAsync(CasePick pick, CancellationToken cancellationToken) => World.CountryCaseAsync(Referral(pick.Of), pick, cancellationToken);

    public async Task<string> HandOffAsync(HandOffPick pick, CancellationToken cancellationToken) =>
        (await World.HandOffAsync(await CountryCaseAsync(pick.Case, cancellationToken), pick, cancellationToken)).HandOffId;

    /// <summary>A country case with its history, as the one who looks may see it.</summary>
    public async Task<GetCaseResponse> CaseAsync(CasePick pick, CancellationToken cancellationToken) =>
        await Clients.Triage.GetCaseAsync(new() { CountryCase = await CountryCaseAsync(pick, cancellationToken) }, cancellationToken: cancellationToken);
}
