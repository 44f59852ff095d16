using Microsoft.AspNetCore.Mvc;

namespace Referrals.Console.Serving;

internal static class LocalAddress
{
    /// <summary>Where to go back to: an address that a request names, if it is one of these pages; another otherwise.</summary>
    public static string LocalOr(this IUrlHelper url, string? address, string otherwise) => url.IsLocalUrl(address) ? address! : otherwise;
}
