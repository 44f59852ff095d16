using Microsoft.AspNetCore.Mvc;
using Referrals.Common.V1;
using Referrals.Console.Calls;
using Referrals.Console.Serving;
using Referrals.Console.Words;
using Referrals.Routing.V1;

namespace Referrals.Console.TestPolicy;

/// <summary>The routing policy: what it is, where it would send a referral, and what a draft would change. It is the services that evaluate.</summary>
[ForRole(Role.Officer, Role.Auditor, Role.Operator)]
public sealed class PolicyModel(ExchangeClients clients, ExchangeClock clock, TeamNames teams, Texts texts) : ConsolePage(clients, texts)
{
    private const int MostChanges = 100;

    [FromQuery]
    public PolicyTest Test { get; set; } = new();

    public RoutingPolicy Policy { get; private set; } = new();

    public RoutingExplanation? Explanation { get; private set; }

    /// <summary>What a draft would change; null before one was tried.</summary>
    public SimulateResponse? Simulated { get; private set; }

    /// <summary>What is wrong with the file on the server; null before it was read.</summary>
    public ReloadPolicyResponse? Reloaded { get; private set; }

    public string Draft { get; private set; } = "";

    /// <summary>The draft's rules, in the order in which they are tried.</summary>
    public IReadOnlyList<DraftRule> Rules => DraftRules.Read(Draft).Rules;

    public DateTimeOffset Now { get; private set; }

    public string RequestId { get; } = NewRequestId();

    /// <summary>Whether this person may try a draft.</summary>
    public bool MaySimulate => Person.Principal.Role is Role.Officer or Role.Operator;

    public bool MayReload => Person.Principal.Role == Role.Operator;

    public async Task OnGetAsync()
    {
        if (Request.HasFormContentType)
            Draft = Typed();
        await LoadAsync();
    }

    public async Task<IActionResult> OnPostDraftAsync() => await TryDraftAsync(Typed());

    /// <summary>Moves one rule of the draft, and shows what that would change.</summary>
    public async Task<IActionResult> OnPostMoveAsync(int? up, int? down) =>
        await TryDraftAsync(DraftRules.Read(Typed()).Move(up ?? down ?? -1, up is null ? 1 : -1));

    public async Task<IActionResult> OnPostReloadAsync(string requestId, string? load)
    {
        if (!MayReload)
            return NotFound();
        var request = new ReloadPolicyRequest { RequestId = requestId, ValidateOnly = load is null };
        var trouble = await TryAsync(async () => Reloaded = await Clients.Routing.ReloadPolicyAsync(request, cancellationToken: Stop));
        await LoadAsync(trouble);
        return Page();
    }

    public async Task<string> TeamAsync(string id) => id.Length == 0 ? T["No team"] : await teams.OfAsync(id, Stop);

    private async Task<IActionResult> TryDraftAsync(string draft)
    {
        if (!MaySimulate)
            return NotFound();
        Draft = draft;
        var request = new SimulateRequest { DraftPolicy = Draft, PageSize = MostChanges };
        var trouble = await TryAsync(async () => Simulated = await Clients.Routing.SimulateAsync(request, cancellationToken: Stop));
        await LoadAsync(trouble);
        return Page();
    }

    private string Typed() => Request.Form["draft"].ToString().ReplaceLineEndings("\n");

    private async Task LoadAsync(Trouble? trouble = null)
    {
        if (trouble is not null)
            Errors.Add(new FormError("", TroubleWords.Of(trouble, T)));
        Now = await clock.NowAsync(Clients, Stop);
        Policy = (await Clients.Routing.GetPolicyAsync(new GetPolicyRequest(), cancellationToken: Stop)).Policy;
        if (Draft.Length == 0)
            Draft = Policy.Yaml;
        if (await TryAsync(async () => Explanation = (await Clients.Routing.ExplainAsync(new ExplainRequest { Hypothetical = Test.ToCase() }, cancellationToken: Stop)).Explanation) is { } wrong)
            Errors.Add(new FormError("country", TroubleWords.Of(wrong, T)));
    }
}
