using Microsoft.AspNetCore.Mvc;
using Referrals.Common.V1;
using Referrals.Console.Calls;
using Referrals.Console.Serving;
using Referrals.Console.SignIn;
using Referrals.Console.Words;
using Referrals.Triage.V1;

namespace Referrals.Console.DecideCase;

/// <summary>Undoes the session's last decision.</summary>
[ForRole(Role.Officer)]
public sealed class UndoModel(ExchangeClients clients, Texts texts, Sessions sessions) : ConsolePage(clients, texts)
{
    public IActionResult OnGet() => Redirect("/queue");

    public async Task<IActionResult> OnPostAsync()
    {
        if (Person.Session.Undoable is not { } decision)
            return Redirect("/queue");
        var trouble = await TryAsync(async () => await Clients.Triage.UndoDecisionAsync(
            new UndoDecisionRequest { RequestId = $"undo.{Show.Brief(Show.Parts(decision.CountryCase).CaseId)}.{decision.DecisionId}", CountryCase = decision.CountryCase, DecisionId = decision.DecisionId },
            cancellationToken: Stop));
        if (trouble is null || !trouble.IsUnknown)
            sessions.Change(HttpContext, session => session with { Undoable = null });
        if (trouble is null)
            return Redirect(Show.CaseAddress(decision.CountryCase) + "#decide");
        Errors.Add(new FormError("", TroubleWords.Of(trouble, T)));
        return Page();
    }
}
