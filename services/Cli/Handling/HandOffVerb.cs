using System.CommandLine;
using Referrals.Cli.CommandLine;
using Referrals.Cli.Sending;
using Referrals.Cli.Views;
using Referrals.Routing.V1;

namespace Referrals.Cli.Handling;

/// <summary><c>hand-off ID [--content]</c>, also <c>show</c>.</summary>
internal static class HandOffVerb
{
    public static Argument<string> Id { get; } = Options.Id("ID", "The hand-off, hof-…, as the inbox lists it");

    public static Command Create()
    {
        var command = Verb.Create("hand-off", "A hand-off with its referrals' facts and its history (team, officer, auditor)", [Id, ContentMask.Option], async run =>
        {
            var clients = await run.CallAsync();
            var response = await clients.Routing.GetHandOffAsync(new() { HandOffId = run.Get(Id) }, cancellationToken: run.CancellationToken);
            run.Show(response, console =>
            {
                HandOffView.Write(console, response.HandOff);
                foreach (var referral in response.Referrals)
                    StatusView.WriteFacts(console, referral.Facts);
                console.Write(HandOffView.History(response.History));
            });
            return await ContentReading.ShowAsync(run, clients.Intake, [.. response.Referrals.Select(referral => referral.Facts.ReferralId)]);
        });
        command.Aliases.Add("show");
        return command;
    }

    /// <summary>Prints a hand-off after a change.</summary>
    public static int ShowChanged(this Invocation run, Google.Protobuf.IMessage response, HandOff changed, string next = "") => run.Show(response, console =>
    {
        HandOffView.Write(console, changed);
        if (next.Length > 0)
            console.Line($"Offered next: {next}");
    });
}
