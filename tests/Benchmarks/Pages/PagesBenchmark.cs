using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using Referrals.Console.SignIn;
using Referrals.Platform.Credentials;
using Referrals.Testing;
using Referrals.Testing.Processes;

namespace Referrals.Benchmarks.Pages;

/// <summary>One officer's pages, one after the other, over a full queue.</summary>
internal static partial class PagesBenchmark
{
    private const int Urgent = 20;
    private const int WarmUp = 5;

    /// <summary>Every order and every kind of filter, also where nothing matches.</summary>
    private static readonly (string Name, string Query)[] Views =
    [
        ("open", ""),
        ("all open", "?holder=any"),
        ("mine", "?holder=mine"),
        ("by priority", "?holder=any&order=Priority"),
        ("newest first", "?holder=any&order=OpenedDesc"),
        ("most reports first", "?holder=any&order=ReportsDesc"),
        ("P2", "?priority=P2Urgent"),
        ("due within 4 hours", "?due=4"),
        ("of one type", "?type=OnlineEnticement"),
        ("of a type that nobody reports", "?type=Trafficking"),
        ("of an agency", "?agency=us-fbi"),
        ("of an agency that sent nothing", "?agency=esp-examplechat"),
        ("P4 of a type that nobody reports", "?priority=P4Monitor&type=Trafficking&holder=any"),
        ("that no team takes", "?orphaned=1&holder=any"),
        ("escalated", "?escalated=1&holder=any"),
        ("one hot key only", "?hot=1&holder=any"),
        ("decided", "?state=decided&order=OpenedDesc"),
    ];

    public static async Task<PagesResult> RunAsync(int cases, int referrals, int rounds, string? data, TextWriter progress, CancellationToken cancellationToken)
    {
        using var temporary = new TempDirectory();
        var directory = data ?? temporary.Path;
        Directory.CreateDirectory(directory);
        File.Delete(Path.Combine(directory, "exchange.json"));
        await using var exchange = new ChildProcess("Exchange", ["--data", directory, "--port", "0", "--grpc-port", "0"], Path.Combine(directory, "exchange.log"));
        exchange.Start();
        await Eventually.Async(() => File.Exists(Path.Combine(directory, "exchange.json")) || exchange.HasExited, TimeSpan.FromMinutes(2), "the exchange starts", cancellationToken);
        using var access = new ExchangeAccess(directory);
        var open = new OpenCases(access, directory);

        await progress.WriteLineAsync($"{open.Count()} cases are open; filling the queue");
        await open.FillAsync(cases, progress, cancellationToken);
        var largest = await open.LargestAsync(referrals, cancellationToken);
        var web = new Uri(access.WebAddress);
        using var reader = new Reader(web, SessionOf("officer/okoro", directory));

        await progress.WriteLineAsync("measuring the pages");
        var floor = await TimeAsync(reader, rounds, _ => "/settings", cancellationToken);
        var queue = new Dictionary<string, Timing>();
        foreach (var (name, query) in Views)
            queue[name] = await TimeAsync(reader, rounds, _ => $"/queue{query}", cancellationToken);
        var pages = await CasesAsync(reader, rounds + WarmUp, cancellationToken);
        var single = await TimeAsync(reader, rounds, round => pages[round % pages.Count], cancellationToken);
        var large = await TimeAsync(reader, rounds, _ => largest, cancellationToken);

        await progress.WriteLineAsync("measuring keys");
        var keys = await KeyPresses.MeasureAsync(web, SessionOf("officer/reyes", directory), rounds, progress);

        await progress.WriteLineAsync("measuring news");
        var urgent = await NewsAsync(reader, open, cancellationToken);
        var (requests, bytes) = await FirstLoadAsync(reader, cancellationToken);
        return new PagesResult(open.Count(), floor, queue, single, referrals, large, keys, urgent, requests, bytes);
    }

    /// <summary>A session as after signing in: the benchmark runs where the console keeps them.</summary>
    private static Cookie SessionOf(string principal, string directory)
    {
        var now = TimeProvider.System.GetUtcNow();
        var sessions = new SessionStore(Options.Create(new CredentialOptions { Directory = directory }));
        return new Cookie("referrals-session", sessions.Create(new Session { Principal = principal, SignedInAt = now, SeenAt = now }));
    }

    private static async Task<Timing> TimeAsync(Reader reader, int rounds, Func<int, string> address, CancellationToken cancellationToken)
    {
        var times = new List<double>();
        for (var round = 0; round < rounds + WarmUp; round++)
            times.Add(await reader.TimeAsync(address(round), cancellationToken));
        return Timing.Of(times.Skip(WarmUp));
    }

    private static async Task<List<string>> CasesAsync(Reader reader, int count, CancellationToken cancellationToken)
    {
        var cases = new List<string>();
        for (var address = "/queue?holder=any"; cases.Count < count && address.Length > 0;)
        {
            var page = await reader.ReadAsync(address, cancellationToken);
            cases.AddRange(CaseLink().Matches(page).Select(link => WebUtility.HtmlDecode(link.Groups[1].Value)));
            address = WebUtility.HtmlDecode(NextLink().Match(page).Groups[1].Value);
        }

        return cases;
    }

    private static async Task<Timing> NewsAsync(Reader reader, OpenCases open, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(TimeSpan.FromMinutes(2));
        var page = await reader.ReadAsync("/queue?holder=any", cancellationToken);
        using var news = await reader.ListenAsync(WebUtility.HtmlDecode(LiveLink().Match(page).Groups[1].Value), patience.Token);
        var times = new List<double>();
        for (var round = 0; round < Urgent; round++)
        {
            var began = Stopwatch.GetTimestamp();
            var submitted = open.SubmitUrgentAsync(cancellationToken);
            while (!IsOfNewCase(await news.ReadLineAsync(patience.Token)))
            {
                // Other news is not what is waited for.
            }

            times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            await submitted;
        }

        return Timing.Of(times);
    }

    private static bool IsOfNewCase(string? line) => line is null
        ? throw new InvalidOperationException("the stream of news ended")
        : line.Contains("\"fresh\":true", StringComparison.Ordinal);

    private static async Task<(int Requests, long Bytes)> FirstLoadAsync(Reader reader, CancellationToken cancellationToken)
    {
        var page = await reader.ReadAsync("/queue?holder=any", cancellationToken);
        string[] parts = ["/queue?holder=any", .. AssetLink().Matches(page).Select(link => WebUtility.HtmlDecode(link.Groups[1].Value))];
        var bytes = 0L;
        foreach (var part in parts)
            bytes += await reader.BytesAsync(part, cancellationToken);
        return (parts.Length + LiveLink().Count(page), bytes);
    }

    [GeneratedRegex("""href="(/cases/[^"]+)" data-row""")]
    private static partial Regex CaseLink();

    [GeneratedRegex("""rel="next" href="([^"]+)""")]
    private static partial Regex NextLink();

    [GeneratedRegex("""data-live="([^"]+)""")]
    private static partial Regex LiveLink();

    [GeneratedRegex("""<(?:link rel="stylesheet" href|script src)="([^"]+)""")]
    private static partial Regex AssetLink();
}
