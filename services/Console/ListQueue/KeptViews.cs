using Microsoft.AspNetCore.WebUtilities;

namespace Referrals.Console.ListQueue;

/// <summary>Views of the queue under names of one's own. The browser keeps them: they are addresses, and say nothing of any case.</summary>
public static class KeptViews
{
    public const int Most = 8;
    public const int LongestName = 30;
    private const string Cookie = "referrals-views";
    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(400);

    /// <summary>In the order of their names; none where the browser has none that a page has written.</summary>
    public static IReadOnlyList<(string Name, QueueView View)> Of(HttpRequest request) =>
        [.. Read(request).Select(entry => (entry.Key, QueueView.Read(new QueryCollection(QueryHelpers.ParseQuery(entry.Value)))))];

    /// <summary>Keeps a view under a name, in the place of the one that had it. False where there are too many already.</summary>
    public static bool Keep(HttpContext context, string name, QueueView view)
    {
        var kept = Read(context.Request);
        if (!kept.ContainsKey(name) && kept.Count >= Most)
            return false;
        kept[name] = (view with { Page = "" }).ToAddress("");
        Write(context, kept);
        return true;
    }

    public static void Forget(HttpContext context, string name)
    {
        var kept = Read(context.Request);
        kept.Remove(name);
        Write(context, kept);
    }

    private static SortedDictionary<string, string?> Read(HttpRequest request)
    {
        var kept = QueryHelpers.ParseQuery(request.Cookies[Cookie]).Where(entry => entry.Key.Length is > 0 and <= LongestName).Take(Most);
        return new SortedDictionary<string, string?>(kept.ToDictionary(entry => entry.Key, entry => (string?)entry.Value.ToString()), StringComparer.OrdinalIgnoreCase);
    }

    private static void Write(HttpContext context, SortedDictionary<string, string?> kept) => context.Response.Cookies.Append(
        Cookie,
        QueryHelpers.AddQueryString("", kept),
        new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Strict, Secure = context.Request.IsHttps, MaxAge = KeptFor, Path = "/", IsEssential = true });
}
