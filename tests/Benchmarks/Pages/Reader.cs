using System.Diagnostics;
using System.IO.Compression;
using System.Net;

namespace Referrals.Benchmarks.Pages;

/// <summary>A person who is signed in at the console, as a browser sends and receives.</summary>
internal sealed class Reader : IDisposable
{
    private readonly HttpClient http;

    /// <param name="web">Address of the console.</param>
    /// <param name="session">The session's cookie.</param>
    public Reader(Uri web, Cookie session)
    {
        var cookies = new CookieContainer();
        cookies.Add(web, session);
        http = new HttpClient(new SocketsHttpHandler { CookieContainer = cookies, AllowAutoRedirect = false })
        {
            BaseAddress = web,
            Timeout = TimeSpan.FromMinutes(2),
            DefaultRequestHeaders = { { "Accept-Encoding", "gzip" } },
        };
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
}
