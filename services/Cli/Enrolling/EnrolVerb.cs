using System.CommandLine;
using Referrals.Cli.CommandLine;
using Referrals.Cli.Views;
using Referrals.Identity.V1;

namespace Referrals.Cli.Enrolling;

/// <summary><c>agency enrol ID --name TEXT --contact TEXT [--root FILE]… [--pin FILE]…</c></summary>
internal static class EnrolVerb
{
    private const string Operator = "operator";
    private static readonly Argument<string> Agency = Options.Id("ID", "The agency's id, a-z 0-9 -");
    private static readonly Option<string> DisplayName = Options.RequiredText("--name", "TEXT", "Its name for people");
    private static readonly Option<string> Contact = Options.RequiredText("--contact", "TEXT", "What another agency is told that reports the same matter");

    public static Command Create() => Verb.Create("enrol", "Enter an agency; prints its first credential, once", [Agency, DisplayName, Contact, TrustOptions.Roots, TrustOptions.Pins], async run =>
    {
        var clients = await run.CallAsync(Operator);
        var request = new EnrolRequest
        {
            RequestId = run.RequestId(),
            Principal = new Principal { Name = AgencyVerb.NameOf(run.Get(Agency)), DisplayName = run.Get(DisplayName), Contact = run.Get(Contact) },
            Anchors = { TrustOptions.Read(run) },
        };
        var response = await clients.Identity.EnrolAsync(request, cancellationToken: run.CancellationToken);
        return run.Show(response, console =>
        {
            console.Line($"{response.Principal.Name} is enrolled. Its credential until {response.Credential.ExpiresAt.ToDateTimeOffset():yyyy-MM-dd}:");
            console.Line(response.Credential.Token);
        });
    });
}
