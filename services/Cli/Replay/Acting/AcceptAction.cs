using Referrals.Cli.Replay.Reading;
using Referrals.Cli.Replay.Running;
using Referrals.Common.V1;
using Referrals.Triage.V1;

namespace Referrals.Cli.Replay.Acting;

/// <summary><c>accept</c>: an officer claims a country case and accepts it.</summary>
internal sealed record AcceptAction(CasePick Case, Priority Priority, JustificationCode Justification, string Note, string Lead) : IAction
{
    public static AcceptAction Read(ScenarioNode node) => new(
        CasePick.Read(node),
        node.CodeOrNull<Priority>("priority") ?? Priority.Unspecified,
        node.Code<JustificationCode>("justification"),
        node.TextOrNull("note") ?? "",
        node.TextOrNull("lead") ?? "");

    public async Task RunAsync(StepContext step, CancellationToken cancellationToken)
    {
        var countryCase = await step.CountryCaseAsync(Case, cancellationToken);
        await Claiming.DecideAsync(
            step,
            countryCase,
            DecisionKind.Accepted,
            async (token, version, requestId) => await step.Clients.Triage.AcceptAsync(
                new()
                {
                    RequestId = requestId,
                    CountryCase = countryCase,
                    ClaimToken = token,
                    ExpectedVersion = version,
                    Priority = Priority,
                    Justification = Justification,
                    Note = Note,
                    LeadTeamId = Lead,
                },
                cancellationToken: cancellationToken),
            cancellationToken);
    }
}
