using System.CommandLine;
using Referrals.Cli.CommandLine;
using Referrals.Common.V1;

namespace Referrals.Cli.Handling;

/// <summary><c>transfer ID --to TEAM --reason CODE</c></summary>
internal static class TransferVerb
{
    private static readonly Option<string> To = Options.RequiredText("--to", "TEAM", "The other team");

    public static Option<CustodyChangeReason?> Reason { get; } = Options.OneOf<CustodyChangeReason>("--reason", "Why", required: true);

    public static Command Create() => Verb.Create("transfer", "Offer your hand-off to another team; yours until it acknowledges (team)", [HandOffVerb.Id, To, Reason, DeclineVerb.Text], async run =>
    {
        var clients = await run.CallAsync();
        var response = await clients.Routing.TransferAsync(
            new()
            {
                RequestId = run.RequestId(),
                HandOffId = run.Get(HandOffVerb.Id),
                ToTeamId = run.Get(To)!,
                Reason = run.Get(Reason),
                Text = run.Get(DeclineVerb.Text) ?? "",
            },
            cancellationToken: run.CancellationToken);
        return run.ShowChanged(response, response.HandOff, response.OfferedHandOffId);
    });
}
