using System.Collections.Immutable;
using Microsoft.AspNetCore.WebUtilities;

namespace Referrals.Console.ChangeSettings;

/// <summary>Which key does what. The browser keeps it, as it keeps which keyboard there is: it says nothing of the person.</summary>
public sealed record KeyMap
{
    /// <summary>The keys that nobody has changed.</summary>
    public static readonly ImmutableSortedDictionary<KeyAction, string> Usual = ImmutableSortedDictionary.CreateRange<KeyAction, string>(
    [
        new(KeyAction.Next, "j"), new(KeyAction.Previous, "k"), new(KeyAction.Claim, "c"), new(KeyAction.Release, "u"),
        new(KeyAction.HandOff, "1"), new(KeyAction.Duplicate, "2"), new(KeyAction.Reject, "3"), new(KeyAction.Ask, "4"),
        new(KeyAction.Open, "r"), new(KeyAction.Undo, "z"), new(KeyAction.Help, "?"),
    ]);

    private const string Cookie = "referrals-keys";
    private const string Off = "off";
    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(400);

    /// <summary>Whether no single key does anything.</summary>
    public bool IsOff { get; init; }

    public ImmutableSortedDictionary<KeyAction, string> Keys { get; init; } = Usual;

    public string this[KeyAction action] => Keys[action];

    /// <summary>One character that is typed without a modifier on some keyboard, in lower case.</summary>
    public static bool IsKey(string text) => text is [var key] && !char.IsControl(key) && !char.IsWhiteSpace(key) && !char.IsSurrogate(key) && char.ToLowerInvariant(key) == key;

    /// <summary>The map of a browser; the usual one where it has none, or one that no page has written.</summary>
    public static KeyMap Of(HttpRequest request)
    {
        var kept = QueryHelpers.ParseQuery(request.Cookies[Cookie]);
        var keys = Usual.SetItems(Usual.Keys
            .Select(action => KeyValuePair.Create(action, kept.TryGetValue(action.ToString(), out var key) ? key.ToString() : Usual[action]))
            .Where(entry => IsKey(entry.Value)));
        return new KeyMap { IsOff = kept.ContainsKey(Off), Keys = AreDistinct(keys.Values) ? keys : Usual };
    }

    /// <summary>Whether no key would do two things.</summary>
    public static bool AreDistinct(IEnumerable<string> keys) => keys.GroupBy(key => key).All(same => same.Count() == 1);

    public void Keep(HttpResponse response)
    {
        var kept = Keys.Where(entry => entry.Value != Usual[entry.Key]).ToDictionary(entry => entry.Key.ToString(), entry => (string?)entry.Value);
        if (IsOff)
            kept[Off] = "1";
        response.Cookies.Append(
            Cookie,
            QueryHelpers.AddQueryString("", kept),
            new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Strict, Secure = response.HttpContext.Request.IsHttps, MaxAge = KeptFor, Path = "/", IsEssential = true });
    }

    /// <summary>For the script: <c>off</c>, or each action with its key.</summary>
    public string ToText() => IsOff ? Off : string.Join(' ', Keys.Select(entry => $"{entry.Key}={entry.Value}"));
}
