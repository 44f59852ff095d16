using System.CommandLine;
using Referrals.Cli.CommandLine;
using Referrals.Matching.V1;

namespace Referrals.Cli.Linking;

/// <summary><c>split CASE --referral ID… --reason CODE</c></summary>
internal static class SplitVerb
{
    private static readonly Option<string[]> Referrals = Options.Texts("--referral", "ID", "The referrals to take out; may be repeated");
    private static readonly Option<string?> Into = Options.Text("--into", "CASE", "The merged case that they came from, to undo a merge; a new case where it is not given");

    public static Command Create() => Verb.Create(
        "split",
        "Take referrals out of a case (officer)",
        [CorrectionOptions.Case, Referrals, Into, CorrectionOptions.Reason, CorrectionOptions.Version, CorrectionOptions.Preview],
        async run =>
        {
            var clients = await run.CallAsync();
            var request = new SplitCaseRequest
            {
                RequestId = run.RequestId(),
                CaseId = run.Get(CorrectionOptions.Case),
                IntoCaseId = run.Get(Into) ?? "",
                Reason = run.Get(CorrectionOptions.Reason),
                ExpectedVersion = run.Get(CorrectionOptions.Version),
                ValidateOnly = run.Get(CorrectionOptions.Preview),
            };
            request.ReferralIds.AddRange(run.Get(Referrals));
            var response = await clients.Matching.SplitCaseAsync(request, cancellationToken: run.CancellationToken);
            return run.Show(response, console => CorrectionView.Write(console, response.Before, response.After, request.ValidateOnly));
        });
}
