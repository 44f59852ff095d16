using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using Referrals.Exchange.Directories;

namespace Referrals.Exchange.Pages;

/// <summary>A page without script that says what runs here and how to sign in.</summary>
internal static class FrontPage
{
    private const string Style = "body{font:1rem/1.5 system-ui,sans-serif;max-width:44rem;margin:2rem auto;padding:0 1rem;color:#0b0c0c}code{background:#f3f2f1;padding:.1rem .3rem}dt{font-weight:700}dd{margin:0 0 .5rem}";

    public static string ContentSecurityPolicy { get; } =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public static string Html(ExchangeFile addresses, string directory)
    {
        var services = string.Concat(addresses.Grpc.Select(entry => $"<dt>{Text(entry.Key)}</dt><dd><code>{Text(entry.Value)}</code></dd>"));
        return $$"""
            <!doctype html>
            <html lang="en">
            <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Referral exchange</title><style>{{Style}}</style></head>
            <body><main>
            <h1>Referral exchange</h1>
            <p>It runs: every service in one process, on the data directory <code>{{Text(directory)}}</code>{{(addresses.SimulatedClock ? ", with a simulated clock" : "")}}.</p>
            <h2>gRPC</h2>
            <dl>{{services}}</dl>
            <h2>Sign in</h2>
            <p>Every call carries a credential. The exchange has issued some in <code>{{Text(Path.Combine(directory, "credentials"))}}</code>, readable by its owner only; the command line takes them by name:</p>
            <p><code>dotnet run --project services/Cli -- queue --as officer/okoro --data {{Text(directory)}}</code></p>
            <h2>More</h2>
            <ul>
            <li><a href="/health/ready">Health</a></li>
            <li><a href="/exchange.json">Addresses as JSON</a></li>
            <li>Guides for agencies, officers, teams, auditors and operators are in <code>docs/</code> of the source.</li>
            </ul>
            </main></body>
            </html>
            """;
    }

    private static string Text(string value) => HtmlEncoder.Default.Encode(value);
}
