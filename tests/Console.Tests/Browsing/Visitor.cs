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
    };

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
    public async Task<IReadOnlyList<string>> InaccessibleAsync() =>
        [.. (await Page.RunAxe(WcagAa)).Violations.SelectMany(violation => violation.Nodes.Select(node => $"{Page.Url} {violation.Id}: {node.Html}"))];

    /// <summary>How many pixels the page is wider than its window.</summary>
    public Task<int> OverflowAsync() => Page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");

    public async ValueTask DisposeAsync() => await Context.DisposeAsync();
}
