using System.CommandLine;
using Referrals.Cli.CommandLine;
using Referrals.Cli.Views;
using Referrals.Common.V1;
using Referrals.Intake.V1;

namespace Referrals.Cli.Sending;

/// <summary><c>withdraw ID --reason CODE</c></summary>
internal static class WithdrawVerb
{
    private static readonly Argument<string> Id = Options.Id("ID", "The referral, ref-…, or your own reference");
    private static readonly Option<WithdrawalReason?> Reason = Options.OneOf<WithdrawalReason>("--reason", "Why", required: true);

    public static Command Create() => Verb.Create("withdraw", "Withdraw a referral; teams that have it are told (agency)", [Id, Reason], async run =>
    {
        var clients = await run.CallAsync();
        var request = new WithdrawRequest
        {
            RequestId = run.RequestId(),
            ReferralId = await ReferralIds.ResolveAsync(clients.Intake, run.Get(Id), run.CancellationToken),
            Reason = run.Get(Reason),
        };
        var response = await clients.Intake.WithdrawAsync(request, cancellationToken: run.CancellationToken);
        return run.Show(response, console => StatusView.Write(console, response.Status));
    });
}
