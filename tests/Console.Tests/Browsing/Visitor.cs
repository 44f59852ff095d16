using System.Collections.Concurrent;
using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace Referrals.Console.Tests.Browsing;

/// <summary>Somebody at a browser. What the browser complains about is kept.</summary>
public sealed class Visitor : IAsyncDisposable
{
    private static readonly string[] WcagAa = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();

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

    /// <summary>
    /// What axe-core finds wrong at WCAG 2.2 AA, a line each. Asked in the page itself: the library's own way opens another page each time, which
    /// takes longer than the look, and is for frames, of which the console has none.
    /// </summary>
    public async Task<IReadOnlyList<string>> InaccessibleAsync()
    {
        if (!await Page.EvaluateAsync<bool>("() => 'axe' in window"))
            await Page.EvaluateAsync(Axe);
        return await Page.EvaluateAsync<string[]>("""
            async tags => {
              const found = await axe.run(document, { runOnly: { type: 'tag', values: tags }, rules: { 'target-size': { enabled: true } }, resultTypes: ['violations'] })
              return found.violations.flatMap(({ id, nodes }) => nodes.map(({ html, any }) => `${location.pathname}${location.search} ${id}: ${html} ${any.map(check => check.message).join('; ')}`))
            }
            """, WcagAa);
    }

    /// <summary>What can be focused and is then covered by something else, a line each.</summary>
    public async Task<IReadOnlyList<string>> CoveredAsync() => await Page.EvaluateAsync<string[]>("""
        () => [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary')]
          .filter(element => element.checkVisibility({ visibilityProperty: true }) && !element.closest('dialog, [data-cover], .govuk-skip-link'))
          .filter(element => {
            element.focus()
            const box = element.getBoundingClientRect()
            const at = [[.5, .5], [.05, .5], [.95, .5], [.5, .1], [.5, .9]].map(([x, y]) => document.elementFromPoint(box.left + box.width * x, box.top + box.height * y))
            return document.activeElement === element && !at.some(seen => seen && (element.contains(seen) || seen.contains(element) || element.labels?.[0]?.contains(seen)))
          })
          .map(element => `${location.pathname} covers ${element.outerHTML.slice(0, 160)}`)
        """);

    /// <summary>What cannot be told apart when the reader's own few colours replace those of the page, a line each.</summary>
    public async Task<IReadOnlyList<string>> ColourOnlyAsync() => await Page.EvaluateAsync<string[]>("""
        () => {
          const seen = element => element.checkVisibility({ visibilityProperty: true })
          const line = element => getComputedStyle(element).borderTopStyle !== 'none' && getComputedStyle(element).borderTopWidth !== '0px'
          const bare = [...document.querySelectorAll('.govuk-button, .console-tag, .govuk-input, .govuk-select, .govuk-textarea')].filter(element => seen(element) && !line(element))
          const here = [...document.querySelectorAll('a[aria-current]')].filter(element => seen(element) && !getComputedStyle(element).textDecorationLine.includes('underline'))
          const faint = [...document.querySelectorAll('svg rect, svg line, svg path')].filter(element => {
            const style = getComputedStyle(element)
            const back = getComputedStyle(document.body).backgroundColor
            return (style.fill === 'none' || style.fill === back) && (style.stroke === 'none' || style.stroke === back)
          })
          return [...bare, ...here, ...faint].map(element => `${location.pathname} without colours: ${element.outerHTML.slice(0, 160)}`)
        }
        """);

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
}
