using Microsoft.Playwright;

namespace Referrals.Console.Tests.Browsing;

internal static class PageExtensions
{
    private const float AskedAgainAfter = 2000;
    private const int MostTimes = 15;

    /// <summary>Clicks, and where that leads to another page waits until it is whole and its script has run.</summary>
    public static async Task ClickThroughAsync(this IPage page, string selector)
    {
        await page.ClickAsync(selector);

        // A click returns when the answer begins, not when it is there. The page's word that it is whole may come just as one begins to wait for
        // it: who missed it hears it by asking again.
        for (var time = 1; ; time++)
        {
            try
            {
                await page.WaitForLoadStateAsync(LoadState.DOMContentLoaded, new PageWaitForLoadStateOptions { Timeout = AskedAgainAfter });
                return;
            }
            catch (TimeoutException) when (time < MostTimes)
            {
            }
        }
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
