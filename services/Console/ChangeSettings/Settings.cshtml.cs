using System.Collections.Immutable;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using Referrals.Common.V1;
using Referrals.Console.Calls;
using Referrals.Console.Serving;
using Referrals.Console.SignIn.OpenId;
using Referrals.Console.Words;

namespace Referrals.Console.ChangeSettings;

/// <summary>What a person may set for this browser.</summary>
[ForRole(Role.Officer, Role.Team, Role.Auditor, Role.Agency, Role.Operator)]
public sealed class SettingsModel(ExchangeClients clients, Texts texts, IOptions<OpenIdOptions> openId) : ConsolePage(clients, texts)
{
    /// <summary>Whether people sign in with what they set here, and not with a provider.</summary>
    public bool HasAccounts => !openId.Value.IsOn;

    /// <summary>The keys, as they are or as they were typed.</summary>
    public KeyMap Keys { get; private set; } = new();

    public bool IsSaved { get; private set; }

    public void OnGet(string? saved)
    {
        Keys = Request.HasFormContentType ? Read() : KeyMap.Of(Request);
        IsSaved = saved is not null;
    }

    public IActionResult OnPost()
    {
        Keys = Read();
        foreach (var (action, key) in Keys.Keys)
        {
            if (!KeyMap.IsKey(key))
                Errors.Add(new FormError(Id(action), T["Enter one character for: {0}", T.Of(action)]));
            else if (Keys.Keys.Count(other => other.Value == key) > 1)
                Errors.Add(new FormError(Id(action), T["Enter another character for: {0}. {1} is taken", T.Of(action), key]));
        }

        if (Errors.Count > 0)
            return Page();
        Keys.Keep(Response);
        return LocalRedirect("/settings?saved=1");
    }

    public static string Id(KeyAction action) => $"key-{action}";

    private KeyMap Read() => new()
    {
        IsOff = Request.Form["keys"] == "off",
        Keys = Request.Form.ContainsKey("usual") ? KeyMap.Usual : KeyMap.Usual.Keys.ToImmutableSortedDictionary(action => action, Typed),
    };

    private string Typed(KeyAction action) => Request.Form[Id(action)] is [{ } typed] ? typed.Trim().ToLowerInvariant() : KeyMap.Usual[action];
}
