using System.CommandLine;
using Referrals.Cli.CommandLine;
using Referrals.Cli.Views;
using Referrals.Common.V1;

namespace Referrals.Cli.Sending;

/// <summary><c>consent give|refuse ID</c></summary>
internal static class ConsentVerb
{
    private static readonly Argument<string> Id = Options.Id("ID", "The referral, ref-…, or your own reference");
    private static readonly Option<ConsentScope?> Scope = Options.OneOf<ConsentScope>("--scope", "How far it goes, in every country of the referral", required: true);

    public static Command Create() => Verb.Group("consent", "Whether a referral under H2 may go on (agency)", Give(), Refuse());

    private static Command Give() => Verb.Create("give", "Consent to onward dissemination", [Id, Scope], async run =>
    {
        var clients = await run.CallAsync();
        var id = await ReferralIds.ResolveAsync(clients.Intake, run.Get(Id), run.CancellationToken);
        var response = await clients.Intake.GiveConsentAsync(
            new() { RequestId = run.RequestId(), ReferralId = id, Scope = run.Get(Scope) }, cancellationToken: run.CancellationToken);
        return run.Show(response, console => console.Facts(("Recorded", Times.Words(response.RecordedAt))));
    });

    private static Command Refuse() => Verb.Create("refuse", "Refuse onward dissemination; the referral goes no further", [Id], async run =>
    {
        var clients = await run.CallAsync();
        var id = await ReferralIds.ResolveAsync(clients.Intake, run.Get(Id), run.CancellationToken);
        var response = await clients.Intake.RefuseConsentAsync(new() { RequestId = run.RequestId(), ReferralId = id }, cancellationToken: run.CancellationToken);
        return run.Show(response, console => console.Facts(("Recorded", Times.Words(response.RecordedAt))));
    });
}
