using System.Diagnostics;
using System.IO.Compression;
using System.Net;
using System.Text.RegularExpressions;

namespace Referrals.Benchmarks.Pages;

/// <summary>A person who is signed in at the console, as a browser sends and receives.</summary>
internal sealed partial class Reader : IDisposable
{
    private readonly HttpClient http;

    private Reader(string web) => http = new HttpClient(new SocketsHttpHandler { CookieContainer = new CookieContainer(), AllowAutoRedirect = false })
    {
        BaseAddress = new Uri(web),
        Timeout = TimeSpan.FromMinutes(2),
        DefaultRequestHeaders = { { "Accept-Encoding", "gzip" } },
    };

    /// <param name="link">A one-time sign-in link.</param>
    public static async Task<Reader> SignInAsync(Uri link, CancellationToken cancellationToken)
    {
        var reader = new Reader(link.GetLeftPart(UriPartial.Authority));
        var page = await reader.ReadAsync(link.PathAndQuery, cancellationToken);
        using var form = new FormUrlEncodedContent(Hidden().Matches(page).Select(field => KeyValuePair.Create(field.Groups[1].Value, WebUtility.HtmlDecode(field.Groups[2].Value))));
        using var answer = await reader.http.PostAsync(new Uri("/sign-in", UriKind.Relative), form, cancellationToken);
        return (await reader.GetAsync("/settings", cancellationToken)).Status == HttpStatusCode.OK ? reader : throw new InvalidOperationException("the link did not sign in");
    }

    /// <summary>Milliseconds from the request to the last byte of the answer.</summary>
    public async Task<double> TimeAsync(string address, CancellationToken cancellationToken)
    {
        var began = Stopwatch.GetTimestamp();
        var (status, _) = await GetAsync(address, cancellationToken);
        var took = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        return status == HttpStatusCode.OK ? took : throw new InvalidOperationException($"{address} answered {status}");
    }

    public async Task<string> ReadAsync(string address, CancellationToken cancellationToken)
    {
        var (_, body) = await GetAsync(address, cancellationToken);
        using var unpacked = new StreamReader(body is [0x1f, 0x8b, ..] ? new GZipStream(new MemoryStream(body), CompressionMode.Decompress) : new MemoryStream(body));
        return await unpacked.ReadToEndAsync(cancellationToken);
    }

    /// <summary>Bytes of the answer's body, as sent.</summary>
    public async Task<long> BytesAsync(string address, CancellationToken cancellationToken) => (await GetAsync(address, cancellationToken)).Body.Length;

    /// <summary>A stream of news, line by line.</summary>
    public async Task<StreamReader> ListenAsync(string address, CancellationToken cancellationToken) =>
        new(await http.GetStreamAsync(new Uri(address, UriKind.Relative), cancellationToken));

    public void Dispose() => http.Dispose();

    private async Task<(HttpStatusCode Status, byte[] Body)> GetAsync(string address, CancellationToken cancellationToken)
    {
        using var answer = await http.GetAsync(new Uri(address, UriKind.Relative), cancellationToken);
        return (answer.StatusCode, await answer.Content.ReadAsByteArrayAsync(cancellationToken));
    }

    [GeneratedRegex("""<input (?=[^>]*type="hidden")[^>]*?name="([^"]*)"[^>]*?value="([^"]*)""")]
    private static partial Regex Hidden();
}
