using Microsoft.Playwright;

namespace Referrals.Console.Tests.Browsing;

/// <summary>What something costs a person: keystrokes and clicks, each counted as it is made.</summary>
internal sealed class Cost(IPage page)
{
    public int Keys { get; private set; }

    public int Clicks { get; private set; }

    public Task PressAsync(string key)
    {
        Keys++;
        return page.Keyboard.PressAsync(key);
    }

    /// <summary>Clicks, and waits for the page where that leads to one.</summary>
    public Task ClickAsync(string selector)
    {
        Clicks++;
        return page.ClickThroughAsync(selector);
    }

    /// <summary>One click to open a list of choices, one to choose.</summary>
    public async Task ChooseAsync(string selector, string value)
    {
        Clicks += 2;
        await page.SelectOptionAsync(selector, value);
    }
}
