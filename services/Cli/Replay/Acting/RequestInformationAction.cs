using Google.Protobuf.WellKnownTypes;
using Referrals.Cli.Replay.Reading;
using Referrals.Cli.Replay.Running;
using Referrals.Common.V1;
using Referrals.Triage.V1;

namespace Referrals.Cli.Replay.Acting;

/// <summary><c>requestInformation</c>: an officer asks a referral's sender.</summary>
internal sealed record RequestInformationAction(CasePick Case, string Name, IReadOnlyList<RequestedDatum> Data, string Question, TimeSpan? Within) : IAction
{
    public static RequestInformationAction Read(ScenarioNode node) => new(
        CasePick.Read(node), node.Text("name"), node.Codes<RequestedDatum>("data"), node.TextOrNull("question") ?? "", node.Length("within"));

    public async Task RunAsync(StepContext step, CancellationToken cancellationToken)
    {
        var countryCase = await step.CountryCaseAsync(Case, cancellationToken);
        var asked = await Claiming.DecideAsync(
            step, countryCase, DecisionKind.InformationRequested, (token, version, requestId) => AskAsync(step, countryCase, token, version, requestId, cancellationToken), cancellationToken);
        step.Keep(Name, asked.InformationRequestId);
    }

    private async Task AskAsync(StepContext step, string countryCase, string token, int version, string requestId, CancellationToken cancellationToken)
    {
        var request = new RequestInformationRequest
        {
            RequestId = requestId,
            CountryCase = countryCase,
            ClaimToken = token,
            ExpectedVersion = version,
            ReferralId = step.Referral(Case.Of),
            Question = Question,
            AnswerWithin = Within?.ToDuration(),
        };
        request.Data.AddRange(Data);
        await step.Clients.Triage.RequestInformationAsync(request, cancellationToken: cancellationToken);
    }
}
