using System.CommandLine;
using Referrals.Cli.CommandLine;
using Referrals.Cli.Views;

namespace Referrals.Cli.Sending;

/// <summary><c>add-information ID FILE|-</c>: an agency to its referral, a team to a case that it was handed.</summary>
internal static class AddInformationVerb
{
    private const string HandOffPrefix = "hof-";
    private static readonly Argument<string> Id = Options.Id("ID", "Your referral (agency: ref-…, or your own reference), or your hand-off (team: hof-…)");
    private static readonly Argument<string> FileName = Options.Id("FILE", "What is added, in the JSON form of a referral; - reads standard input");

    public static Command Create() => Verb.Create("add-information", "Add facts to a referral (agency), or what you found to a case (team)", [Id, FileName], async run =>
    {
        var added = await ReferralFiles.ReadOneAsync(run.Terminal, run.Get(FileName), run.CancellationToken);
        var clients = await run.CallAsync();
        var id = run.Get(Id);
        if (id.StartsWith(HandOffPrefix, StringComparison.Ordinal))
        {
            var born = await clients.Routing.AddInformationAsync(
                new() { RequestId = run.RequestId(), HandOffId = id, Referral = added }, cancellationToken: run.CancellationToken);
            return run.Show(born, console => console.Facts(("Referral", born.ReferralId), ("Received", Times.Words(born.ReceivedAt)), ("SHA-256", born.ContentSha256)));
        }

        var referral = await ReferralIds.ResolveAsync(clients.Intake, id, run.CancellationToken);
        var supplement = await clients.Intake.AddInformationAsync(
            new() { RequestId = run.RequestId(), ReferralId = referral, Content = added }, cancellationToken: run.CancellationToken);
        return run.Show(supplement, console => console.Facts(
            ("Supplement", supplement.Supplement.Count()), ("Received", Times.Words(supplement.ReceivedAt)), ("SHA-256", supplement.ContentSha256)));
    });
}
