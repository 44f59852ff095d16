using Referrals.Cli.Replay.Reading;
using Referrals.Cli.Replay.Running;
using Referrals.Common.V1;
using Referrals.Triage.V1;

namespace Referrals.Cli.Replay.Acting;

/// <summary><c>reject</c>: an officer claims a country case and rejects it with a disposition.</summary>
internal sealed record RejectAction(
    CasePick Case, Disposition Disposition, InformationalReason Informational, RequestedDatum Missing, JustificationCode Justification, string Note) : IAction
{
    public static RejectAction Read(ScenarioNode node) => new(
        CasePick.Read(node),
        node.Code<Disposition>("disposition"),
        node.CodeOrNull<InformationalReason>("informationalReason") ?? InformationalReason.Unspecified,
        node.CodeOrNull<RequestedDatum>("missingDatum") ?? RequestedDatum.Unspecified,
        node.Code<JustificationCode>("justification"),
        node.TextOrNull("note") ?? "");

    public async Task RunAsync(StepContext step, CancellationToken cancellationToken)
    {
        var countryCase = await step.CountryCaseAsync(Case, cancellationToken);
        await Claiming.DecideAsync(
            step,
            countryCase,
            DecisionKind.Rejected,
            async (token, version, requestId) => await step.Clients.Triage.RejectAsync(
                new()
                {
                    RequestId = requestId,
                    CountryCase = countryCase,
                    ClaimToken = token,
                    ExpectedVersion = version,
                    Disposition = Disposition,
                    InformationalReason = Informational,
                    MissingDatum = Missing,
                    Justification = Justification,
                    Note = Note,
                },
                cancellationToken: cancellationToken),
            cancellationToken);
    }
}
