using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using Referrals.Common.V1;
using Referrals.Console.Calls;
using Referrals.Console.Serving;
using Referrals.Console.SignIn;
using Referrals.Console.SignIn.OpenId;
using Referrals.Console.Words;

namespace Referrals.Console.ChangeSettings;

/// <summary>What a person may set for the session.</summary>
[ForRole(Role.Officer, Role.Team, Role.Auditor, Role.Agency, Role.Operator)]
public sealed class SettingsModel(ExchangeClients clients, Texts texts, Sessions sessions, IOptions<OpenIdOptions> openId) : ConsolePage(clients, texts)
{
    /// <summary>Whether people sign in with what they set here, and not with a provider.</summary>
    public bool HasAccounts => !openId.Value.IsOn;

    public void OnGet()
    {
    }

    public IActionResult OnPost(string? keys)
    {
        sessions.Change(HttpContext, session => session with { KeysOff = keys == "off" });
        return LocalRedirect("/settings");
    }
}
