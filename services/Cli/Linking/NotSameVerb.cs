using System.CommandLine;
using Referrals.Cli.CommandLine;
using Referrals.Cli.Views;

namespace Referrals.Cli.Linking;

/// <summary><c>not-same REFERRAL CASE --reason CODE</c></summary>
internal static class NotSameVerb
{
    public static Command Create() => Verb.Create(
        "not-same",
        "Say for good that a referral does not belong in a case (officer)",
        [CorrectionOptions.Referral, CorrectionOptions.Case, CorrectionOptions.Reason],
        async run =>
        {
            var clients = await run.CallAsync();
            var response = await clients.Matching.RejectLinkAsync(
                new()
                {
                    RequestId = run.RequestId(),
                    ReferralId = run.Get(CorrectionOptions.Referral),
                    CaseId = run.Get(CorrectionOptions.Case),
                    Reason = run.Get(CorrectionOptions.Reason),
                },
                cancellationToken: run.CancellationToken);
            return run.Show(response, console => console.Line($"{response.Match.ReferralId} and {response.Match.CaseId} are not the same, for good."));
        });
}
