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

    /// <summary>Waits until keys are heard, and go to what this selector finds.</summary>
    public static Task HasKeysAsync(this IPage page, string selector) => page.WaitForFunctionAsync(
        "selector => document.documentElement.dataset.ready === '' && document.activeElement?.closest(selector) != null", selector);
}
