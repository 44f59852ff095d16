using Microsoft.AspNetCore.Mvc.ApplicationParts;

namespace Referrals.Console.Serving;

internal static class ConsolePages
{
    /// <summary>Makes the pages of this assembly known, once, whichever process hosts them.</summary>
    public static void AddConsolePages(this ApplicationPartManager parts)
    {
        var assembly = typeof(ConsolePages).Assembly;
        parts.ApplicationParts.Clear();
        foreach (var part in ApplicationPartFactory.GetApplicationPartFactory(assembly).GetApplicationParts(assembly))
            parts.ApplicationParts.Add(part);
    }
}
