using System.CommandLine;
using Referrals.Cli.CommandLine;
using Referrals.Cli.Views;
using Referrals.Common.V1;
using Referrals.Intake.V1;

namespace Referrals.Cli.Sending;

/// <summary><c>erase ID --basis CODE</c></summary>
internal static class EraseVerb
{
    private static readonly Argument<string> Id = Options.Id("ID", "The referral, ref-…; its sender may give its own reference");
    private static readonly Option<ErasureReason?> Basis = Options.OneOf<ErasureReason>("--basis", "Under what", required: true);

    public static Command Create() => Verb.Create("erase", "Destroy the content of a referral for good; its reference and trail stay (operator; agency, its own)", [Id, Basis], async run =>
    {
        var clients = await run.CallAsync();
        var request = new EraseRequest
        {
            RequestId = run.RequestId(),
            ReferralId = await ReferralIds.ResolveAsync(clients.Intake, run.Get(Id), run.CancellationToken),
            Reason = run.Get(Basis),
        };
        var response = await clients.Intake.EraseAsync(request, cancellationToken: run.CancellationToken);
        return run.Show(response, console => console.Facts(("Referral", request.ReferralId), ("Erased", Times.Words(response.ErasedAt))));
    });
}
