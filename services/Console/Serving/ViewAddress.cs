using Microsoft.AspNetCore.WebUtilities;

namespace Referrals.Console.Serving;

/// <summary>Addresses of the views of a list.</summary>
internal static class ViewAddress
{
    /// <param name="path">The list.</param>
    /// <param name="show">The view; empty for the usual one.</param>
    /// <param name="page">Token of the page to begin with; empty for the first.</param>
    public static string Of(string path, string show, string page)
    {
        var query = new Dictionary<string, string?>();
        if (show.Length > 0)
            query["show"] = show;
        if (page.Length > 0)
            query["after"] = page;
        return QueryHelpers.AddQueryString(path, query);
    }
}
