using System.CommandLine;
using Referrals.Cli.CommandLine;
using Referrals.Common.V1;

namespace Referrals.Cli.Handling;

/// <summary><c>decline ID --reason CODE</c></summary>
internal static class DeclineVerb
{
    private static readonly Option<DeclineReason?> Reason = Options.OneOf<DeclineReason>("--reason", "Why", required: true);

    public static Option<string?> Text { get; } = Options.Text("--text", "TEXT", "In words; not in the log; required with OTHER");

    public static Command Create() => Verb.Create("decline", "Decline a hand-off; the next team is offered it (team)", [HandOffVerb.Id, Reason, Text], async run =>
    {
        var clients = await run.CallAsync();
        var response = await clients.Routing.DeclineAsync(
            new() { RequestId = run.RequestId(), HandOffId = run.Get(HandOffVerb.Id), Reason = run.Get(Reason), Text = run.Get(Text) ?? "" },
            cancellationToken: run.CancellationToken);
        return run.ShowChanged(response, response.HandOff, response.NextTeamId);
    });
}
