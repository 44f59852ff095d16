using System.CommandLine;
using Referrals.Cli.CommandLine;

namespace Referrals.Cli.Handling;

/// <summary><c>revoke ID --reason CODE</c></summary>
internal static class RevokeVerb
{
    private static readonly Option<bool> OfferNext = Options.Flag("--offer-next", "Offer the next team at once instead of giving it back to the desk");

    public static Command Create() => Verb.Create("revoke", "Take a hand-off back (officer)", [HandOffVerb.Id, TransferVerb.Reason, DeclineVerb.Text, OfferNext], async run =>
    {
        var clients = await run.CallAsync();
        var response = await clients.Routing.RevokeAsync(
            new()
            {
                RequestId = run.RequestId(),
                HandOffId = run.Get(HandOffVerb.Id),
                Reason = run.Get(TransferVerb.Reason),
                Text = run.Get(DeclineVerb.Text) ?? "",
                OfferNext = run.Get(OfferNext),
            },
            cancellationToken: run.CancellationToken);
        return run.ShowChanged(response, response.HandOff, response.NextTeamId);
    });
}
