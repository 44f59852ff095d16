using Microsoft.Playwright;

namespace Referrals.Console.Tests.Browsing;

internal static class PageExtensions
{
    /// <summary>Clicks, and where that leads to another page waits until it is whole and its script has run.</summary>
    public static async Task ClickThroughAsync(this IPage page, string selector)
    {
        await page.ClickAsync(selector);

        // A click returns when the answer begins, not when it is there.
        await page.WaitForLoadStateAsync(LoadState.DOMContentLoaded);
    }

    /// <summary>Clicks what sends a form, and waits for the page that answers, however long that takes: who clicks again takes the first back.</summary>
    public static async Task SendAsync(this IPage page, string selector)
    {
        await page.EvaluateAsync("() => { document.documentElement.dataset.sent = '' }");
        await page.ClickAsync(selector);
        await page.WaitForFunctionAsync("() => document.readyState !== 'loading' && document.documentElement.dataset.sent === undefined");
    }

    /// <summary>Waits until keys are heard, and go to what this selector finds.</summary>
    public static Task HasKeysAsync(this IPage page, string selector) => page.WaitForFunctionAsync(
        "selector => document.documentElement.dataset.ready === '' && document.activeElement?.closest(selector) != null", selector);
}
