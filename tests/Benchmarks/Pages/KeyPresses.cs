using Microsoft.Playwright;
using Cookie = System.Net.Cookie;

namespace Referrals.Benchmarks.Pages;

/// <summary>An officer's keys in a browser, each from its event to the frame that shows what it did, on whichever page that is.</summary>
internal sealed class KeyPresses(IPage page)
{
    private const int WarmUp = 3;
    private const float PatienceMs = 30_000;

    /// <summary>
    /// Looks at every frame for what a key is to show, one thing after the other, and takes the time when that frame is done. The times
    /// go with the tab, since some keys lead to another page.
    /// </summary>
    private const string Clock = """
        (() => {
          const kept = 'pressed'
          const read = () => JSON.parse(sessionStorage.getItem(kept))
          const keep = pressed => sessionStorage.setItem(kept, JSON.stringify(pressed))
          const look = () => requestAnimationFrame(() => {
            const { selectors, at, took } = read()
            const seen = selectors.findLastIndex(selector => document.querySelector(selector)) + 1
            if (!at || seen <= took.length) return look()
            const { port1, port2 } = new MessageChannel()
            port1.onmessage = () => {
              while (took.length < seen) took.push(performance.timeOrigin + performance.now() - at)
              if (took.length === selectors.length) window.took = took
              else look()
              keep({ selectors, at, took })
            }
            port2.postMessage('')
          })
          window.awaitKey = selectors => {
            if (selectors.some(selector => document.querySelector(selector))) throw new Error(`${selectors} are there before the key`)
            delete window.took
            keep({ selectors, took: [] })
            addEventListener('keydown', event => keep({ selectors, at: performance.timeOrigin + event.timeStamp, took: [] }), { capture: true, once: true })
            look()
          }
          if (read()?.took.length < read()?.selectors.length) look()
        })()
        """;

    private const string Claimed = "#decide [data-key-release]";
    private const string Released = "#decide [data-key-claim]:not([aria-busy])";
    private static readonly (string Name, string Selector) Claim = ("c, the button is seen to be pressed", "[data-key-claim][aria-busy]");
    private static readonly (string Name, string Selector) Release = ("u, the button is seen to be pressed", "[data-key-release][aria-busy]");

    private readonly Dictionary<string, List<double>> times = [];

    /// <summary>Times of each key in rounds over the queue and one of its cases; none where there is no browser.</summary>
    public static async Task<IReadOnlyDictionary<string, Timing>> MeasureAsync(Uri web, Cookie session, int rounds, TextWriter progress)
    {
        var chromium = Environment.GetEnvironmentVariable("REFERRALS_TEST_CHROMIUM") ?? "/usr/bin/chromium";
        if (!File.Exists(chromium))
        {
            await progress.WriteLineAsync($"{chromium} is not there: keys are not measured");
            return new Dictionary<string, Timing>();
        }

        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = chromium, Args = ["--no-sandbox", "--disable-dev-shm-usage"] });
        await using var context = await browser.NewContextAsync(new BrowserNewContextOptions { BaseURL = web.ToString(), ViewportSize = new ViewportSize { Width = 1280, Height = 900 } });
        await context.AddCookiesAsync([new Microsoft.Playwright.Cookie { Name = session.Name, Value = session.Value, Url = web.ToString(), HttpOnly = true, SameSite = SameSiteAttribute.Strict }]);
        await context.AddInitScriptAsync(Clock);
        var keys = new KeyPresses(await context.NewPageAsync());
        for (var round = 0; round < rounds + WarmUp; round++)
            await keys.RoundAsync();
        return keys.times.ToDictionary(key => key.Key, key => Timing.Of(key.Value.Skip(WarmUp)));
    }

    /// <summary>From a row of the queue to its case, through the decisions, and back to where nobody holds it.</summary>
    private async Task RoundAsync()
    {
        await page.GotoAsync("/queue?holder=free");
        await HasKeysAsync("tbody tr:nth-child(1) a[data-row]");
        await PressAsync("j", ("j, the next row", "tbody tr:nth-child(2) a[data-row]:focus"));
        await PressAsync("k", ("k, the row before", "tbody tr:nth-child(1) a[data-row]:focus"));
        await HelpAsync("?, help over the queue");
        await PressAsync("c", Claim, ("c, then: its case, claimed", Claimed));
        await HasKeysAsync("#decide");
        await PressAsync("u", Release, ("u, then: the case, released", Released));
        await HasKeysAsync("#decide");
        await PressAsync("c", Claim, ("c, then: the case, claimed", Claimed));
        await HasKeysAsync("#decide");
        foreach (var (key, choice) in ((string, string)[])[("1", "handoff"), ("2", "duplicate"), ("3", "reject"), ("4", "ask")])
            await PressAsync(key, ("1 to 4, a decision is chosen", $"#choice-{choice}:checked:focus"));
        await HelpAsync("?, help over a case");
        await PressAsync("u", Release, ("u, then: draft kept, case released", Released));
    }

    private async Task HelpAsync(string name)
    {
        await PressAsync("?", (name, "dialog[data-keys-help][open]"));
        await page.Keyboard.PressAsync("Escape");
        await page.WaitForSelectorAsync("dialog[data-keys-help]", new PageWaitForSelectorOptions { State = WaitForSelectorState.Hidden });
    }

    /// <summary>Presses a key and waits for all that it shows, each under its name.</summary>
    private async Task PressAsync(string key, params (string Name, string Selector)[] shows)
    {
        await page.EvaluateAsync("selectors => window.awaitKey(selectors)", shows.Select(show => show.Selector).ToArray());
        await page.Keyboard.PressAsync(key);
        var took = await page.WaitForFunctionAsync("() => window.took", null, new PageWaitForFunctionOptions { Timeout = PatienceMs });
        foreach (var (show, time) in shows.Zip(await took.JsonValueAsync<double[]>()))
        {
            if (!times.TryGetValue(show.Name, out var measured))
                times[show.Name] = measured = [];
            measured.Add(time);
        }
    }

    /// <summary>Waits until keys are heard, and sees to it that they go to what this selector finds.</summary>
    private async Task HasKeysAsync(string place)
    {
        await page.WaitForFunctionAsync("() => document.documentElement.dataset.ready === ''");
        await page.EvaluateAsync("place => { const found = document.querySelector(place); if (!found.contains(document.activeElement)) found.focus() }", place);
    }
}
