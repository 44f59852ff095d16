using Referrals.Platform.Commands;

namespace Referrals.Identity.ListPrincipals;

/// <summary>A page of things in the order of their names. There are some hundreds: they are read whole, and what is shown is decided here and not in SQL.</summary>
/// <param name="Items">What is on the page.</param>
/// <param name="Next">Token of the page after it; empty for none.</param>
internal sealed record NamePage<T>(IReadOnlyList<T> Items, string Next)
{
    private const int Usual = 100;

    /// <exception cref="RefusedException">The size or the token is none.</exception>
    public static NamePage<T> Of(IEnumerable<T> all, Func<T, string> nameOf, int pageSize, string pageToken)
    {
        var size = PageSizes.Of(pageSize, Usual);
        var after = pageToken.Length == 0 ? "" : PageToken.ReadText(pageToken);
        var found = all.Where(item => string.CompareOrdinal(nameOf(item), after) > 0).OrderBy(nameOf, StringComparer.Ordinal).Take(size + 1).ToList();
        return new NamePage<T>([.. found.Take(size)], found.Count > size ? PageToken.WriteText(nameOf(found[size - 1])) : "");
    }
}
