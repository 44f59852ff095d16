using System.CommandLine;
using Referrals.Cli.CommandLine;
using Referrals.Cli.Views;
using Referrals.Common.V1;

namespace Referrals.Cli.Deciding;

/// <summary><c>reject ID --disposition CODE</c></summary>
internal static class RejectVerb
{
    private static readonly Option<Disposition?> Disposition = Options.OneOf<Disposition>("--disposition", "Why it goes no further", required: true);
    private static readonly Option<InformationalReason?> Informational = Options.OneOf<InformationalReason>("--informational-reason", "With INFORMATIONAL: why");
    private static readonly Option<RequestedDatum?> Missing = Options.OneOf<RequestedDatum>("--missing-datum", "With INSUFFICIENT_INFORMATION: what would reopen it");

    public static Command Create() => Verb.Create(
        "reject",
        "Reject a case with a disposition; claims it first if need be (officer)",
        [CaseVerb.Id, Disposition, Informational, Missing, Justifying.Code, Justifying.Note],
        async run =>
        {
            var justification = Justifying.Given(run);
            var clients = await run.CallAsync();
            var response = await ClaimedCase.DecideAsync(run, clients, run.Get(CaseVerb.Id), async claimed => await clients.Triage.RejectAsync(
                new()
                {
                    RequestId = claimed.RequestId,
                    CountryCase = claimed.Name,
                    ClaimToken = claimed.Token,
                    ExpectedVersion = claimed.Version,
                    Disposition = run.Get(Disposition),
                    InformationalReason = run.Get(Informational),
                    MissingDatum = run.Get(Missing),
                    Justification = justification,
                    Note = run.Get(Justifying.Note) ?? "",
                },
                cancellationToken: run.CancellationToken),
                answer => answer.CountryCase);
            return run.Show(response, console => CaseView.Write(console, response.CountryCase));
        });
}
