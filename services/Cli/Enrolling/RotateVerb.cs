using System.CommandLine;
using Google.Protobuf.WellKnownTypes;
using Referrals.Cli.CommandLine;
using Referrals.Cli.Views;
using Referrals.Identity.V1;

namespace Referrals.Cli.Enrolling;

/// <summary><c>agency rotate ID [--overlap LENGTH] [--root FILE]… [--pin FILE]… [--deny SERIAL]…</c></summary>
internal static class RotateVerb
{
    private const string Operator = "operator";
    private static readonly Argument<string> Agency = Options.Id("ID", "The agency's id, or the name of any principal");
    private static readonly Option<TimeSpan?> Overlap = Options.Length("--overlap", "How long the earlier token and authorities go on, at most 30d; not at all when left out");
    private static readonly Option<string[]> Deny = Options.Texts("--deny", "SERIAL", "Serial number of a certificate that is refused from now on, hexadecimal; may be repeated");

    public static Command Create() => Verb.Create("rotate", "Give it a new credential and end the earlier ones; prints it, once", [Agency, Overlap, TrustOptions.Roots, TrustOptions.Pins, Deny], async run =>
    {
        var clients = await run.CallAsync(Operator);
        var request = new RotateRequest
        {
            RequestId = run.RequestId(),
            Principal = AgencyVerb.NameOf(run.Get(Agency)),
            Overlap = run.Get(Overlap) is { } overlap && overlap > TimeSpan.Zero ? overlap.ToDuration() : null,
            Anchors = { TrustOptions.Read(run) },
            DenySerials = { run.Get(Deny) },
        };
        var response = await clients.Identity.RotateAsync(request, cancellationToken: run.CancellationToken);
        return run.Show(response, console => console.Line(response.Credential.Token));
    });
}
