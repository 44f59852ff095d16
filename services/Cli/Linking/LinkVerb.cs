using System.CommandLine;
using Referrals.Cli.CommandLine;
using Referrals.Matching.V1;

namespace Referrals.Cli.Linking;

/// <summary><c>link REFERRAL CASE --reason CODE</c></summary>
internal static class LinkVerb
{
    public static Command Create() => Verb.Create(
        "link",
        "Say that a referral belongs in a case (officer)",
        [CorrectionOptions.Referral, CorrectionOptions.Case, CorrectionOptions.Reason, CorrectionOptions.Version, CorrectionOptions.Preview],
        async run =>
        {
            var clients = await run.CallAsync();
            var request = new ConfirmLinkRequest
            {
                RequestId = run.RequestId(),
                ReferralId = run.Get(CorrectionOptions.Referral),
                CaseId = run.Get(CorrectionOptions.Case),
                Reason = run.Get(CorrectionOptions.Reason),
                ExpectedVersion = run.Get(CorrectionOptions.Version),
                ValidateOnly = run.Get(CorrectionOptions.Preview),
            };
            var response = await clients.Matching.ConfirmLinkAsync(request, cancellationToken: run.CancellationToken);
            return run.Show(response, console => CorrectionView.Write(console, response.Before, response.After, request.ValidateOnly));
        });
}
