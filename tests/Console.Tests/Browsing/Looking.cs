using Microsoft.Playwright;

namespace Referrals.Console.Tests.Browsing;

/// <summary>Looks at a page as axe-core does, and beyond it: both colour schemes, as narrow as 400 % zoom makes it, the reader's own colours, what covers what is focused.</summary>
internal static class Looking
{
    // A window of 1280 by 1024 at 400 % zoom.
    private const int NarrowestWidth = 320;
    private const int NarrowestHeight = 256;

    public static async Task<IReadOnlyList<string>> LookAsync(Visitor visitor, params string[] addresses)
    {
        var faults = new List<string>();
        foreach (var address in addresses)
        {
            await visitor.GoAsync(address);
            faults.AddRange(await LookHereAsync(visitor));
        }

        return faults;
    }

    public static async Task<IReadOnlyList<string>> LookHereAsync(Visitor visitor)
    {
        var page = visitor.Page;
        var faults = new List<string>();
        foreach (var scheme in (ColorScheme[])[ColorScheme.Dark, ColorScheme.Light])
        {
            await page.EmulateMediaAsync(new() { ColorScheme = scheme });
            await page.SetViewportSizeAsync(NarrowestWidth, NarrowestHeight);
            faults.AddRange(await visitor.InaccessibleAsync());
            await page.SetViewportSizeAsync(1280, 900);
            faults.AddRange(await visitor.InaccessibleAsync());
        }

        faults.AddRange(await visitor.CoveredAsync());
        await page.SetViewportSizeAsync(NarrowestWidth, NarrowestHeight);
        faults.AddRange(await visitor.CoveredAsync());
        faults.AddRange(await visitor.TooWideAsync());
        await page.SetViewportSizeAsync(1280, 900);
        await page.EmulateMediaAsync(new() { ForcedColors = ForcedColors.Active });
        faults.AddRange(await visitor.ColourOnlyAsync());
        await page.EmulateMediaAsync(new() { ForcedColors = ForcedColors.None });
        return faults;
    }

    public static void NoFault(IReadOnlyCollection<string> faults) => Assert.True(faults.Count == 0, string.Join('\n', faults.Distinct()));
}
