using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Referrals.Console.Calls;

namespace Referrals.Console.Serving;

/// <summary>Leads everybody to where their work is.</summary>
[ForAnyone]
public sealed class HomeModel : PageModel
{
    public IActionResult OnGet() => HttpContext.FindPerson() is { } person
        ? LocalRedirect(Sections.Of(person.Principal.Role)[0].Address)
        : LocalRedirect("/sign-in");
}
