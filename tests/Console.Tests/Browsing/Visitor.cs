using System.Collections.Concurrent;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Referrals.Console.Tests.Browsing;

/// <summary>Somebody at a browser. What the browser complains about is kept.</summary>
public sealed class Visitor : IAsyncDisposable
{
    private static readonly AxeRunOptions WcagAa = new()
    {
        RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] },
        Rules = new Dictionary<string, RuleOptions> { ["target-size"] = new() { Enabled = true } },
    };

    private static readonly AxeRunOptions Contrast = new() { RunOnly = new RunOnlyOptions { Type = "rule", Values = ["color-contrast"] } };

    private static readonly AxeRunOptions Narrow = new() { RunOnly = new RunOnlyOptions { Type = "rule", Values = ["target-size", "scrollable-region-focusable", "label", "td-headers-attr"] } };

    private readonly ConcurrentQueue<string> complaints = new();

    private Visitor(IBrowserContext context, IPage page) => (Context, Page) = (context, page);

    public IBrowserContext Context { get; }

    public IPage Page { get; }

    /// <summary>Errors of the console and of scripts, and violations of the content security policy.</summary>
    public IReadOnlyCollection<string> Complaints => complaints;

    public static async Task<Visitor> OpenAsync(IBrowserContext context)
    {
        var visitor = new Visitor(context, await context.NewPageAsync());
        visitor.Page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
                visitor.complaints.Enqueue($"{message.Type}: {message.Text}");
        };
        visitor.Page.PageError += (_, error) => visitor.complaints.Enqueue($"script: {error}");
        visitor.Page.Request += (_, request) =>
        {
            if (request.Url.Contains("/csp-reports", StringComparison.Ordinal))
                visitor.complaints.Enqueue($"policy: {request.PostData}");
        };
        return visitor;
    }

    public Task<IResponse?> GoAsync(string address) => Page.GotoAsync(address);

    /// <summary>What axe-core finds wrong at WCAG 2.2 AA, a line each.</summary>
    public Task<IReadOnlyList<string>> InaccessibleAsync() => FindAsync(WcagAa);

    /// <summary>Texts that stand out too little, a line each: all that another colour scheme can change.</summary>
    public Task<IReadOnlyList<string>> FaintAsync() => FindAsync(Contrast);

    /// <summary>What makes the page wider than its window, a line each.</summary>
    public async Task<IReadOnlyList<string>> TooWideAsync() => await Page.EvaluateAsync<string[]>("""
        () => {
          const width = document.documentElement.clientWidth
          if (document.documentElement.scrollWidth <= width) return []
          const wide = [...document.querySelectorAll('body *')].filter(element => element.getBoundingClientRect().right > width + 1 && !element.closest('.console-scroll'))
          const here = `${location.pathname}${location.search} is ${document.documentElement.scrollWidth} wide`
          return [here, ...wide.map(element => element.outerHTML.slice(0, 160)).slice(-3)]
        }
        """);

    public async ValueTask DisposeAsync() => await Context.DisposeAsync();

    /// <summary>What a narrow window can make inaccessible, a line each.</summary>
    public Task<IReadOnlyList<string>> CrampedAsync() => FindAsync(Narrow);

    private async Task<IReadOnlyList<string>> FindAsync(AxeRunOptions what) =>
        [.. (await Page.RunAxe(what)).Violations.SelectMany(violation => violation.Nodes.Select(node => $"{Page.Url} {violation.Id}: {node.Html} {string.Join("; ", node.Any.Select(check => check.Message))}"))];
}
