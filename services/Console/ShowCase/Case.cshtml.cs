using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using Referrals.Common.V1;
using Referrals.Console.Calls;
using Referrals.Console.DecideCase;
using Referrals.Console.ListQueue;
using Referrals.Console.Serving;
using Referrals.Console.SignIn;
using Referrals.Console.Words;
using Referrals.Routing.V1;
using Referrals.Triage.V1;

namespace Referrals.Console.ShowCase;

/// <summary>One country's part of a case, where it is decided.</summary>
[ForRole(Role.Officer)]
public sealed class CaseModel(ExchangeClients clients, Texts texts, CaseLoader loader, Sessions sessions, ExchangeClock clock, TimeProvider time, IOptions<ConsoleOptions> options)
    : ConsolePage(clients, texts)
{
    [FromRoute]
    public string CaseId { get; set; } = "";

    [FromRoute]
    public string Country { get; set; } = "";

    /// <summary>The view of the queue that the officer came from, for "next".</summary>
    [FromQuery]
    public string? From { get; set; }

    /// <summary>Page of the case's referrals.</summary>
    [FromQuery]
    public string? Referrals { get; set; }

    public CaseView View { get; private set; } = null!;

    public DecisionForm Form { get; private set; } = new();

    public string Name => $"cases/{CaseId}/countries/{Country}";

    public bool IsMine => View.Item.Holder == Person.Principal.Name;

    public bool IsOpen => CaseWords.IsOpen(View.Item);

    /// <summary>This page again.</summary>
    public string Address => $"/cases/{CaseId}/{Country}{(string.IsNullOrEmpty(From) ? "" : $"?from={Uri.EscapeDataString(From)}")}";

    public string Handler(string name) => $"{Address}{(Address.Contains('?') ? '&' : '?')}handler={name}";

    public async Task OnGetAsync() => await LoadAsync(DecisionForm.IsIn(Request) ? DecisionForm.Read(Request.Form) : null);

    public async Task<IActionResult> OnPostAsync()
    {
        var form = DecisionForm.Read(Request.Form);
        await LoadAsync(form);
        var suggested = View.Routing is null ? null : View.Suggested?.TeamId ?? "";
        Errors.AddRange(DecisionRules.Check(form, suggested, T));
        if (Errors.Count > 0)
            return Page();
        if (form.Choice == DecisionChoice.Duplicate)
        {
            if (await CaseCalledAsync(form.DuplicateOf) is { } other)
                return Redirect($"/cases/{CaseId}/{Country}/links?do=merge&with={Uri.EscapeDataString(other)}");
            Errors.Add(new FormError("duplicateId", T["No other case of your desks is called that, or more than one is"]));
            return Page();
        }

        UndoableDecision? decision = null;
        var trouble = await TryAsync(async () => decision = await DecisionSender.SendAsync(
            Clients, Name, form, suggested, View.Item.Priority == Priority.P1Immediate, options.Value.UndoHold, time.GetUtcNow(), Stop));
        if (trouble is not null)
            return await RefusedAsync(form, trouble);

        // A draft that was recorded is done with.
        await TryAsync(async () => await Clients.Triage.SaveDraftAsync(new SaveDraftRequest { RequestId = $"{form.RequestId}.done", CountryCase = Name }, cancellationToken: Stop));
        sessions.Change(HttpContext, session => session with { Undoable = decision });
        return Request.Form.ContainsKey("next") ? await NextAsync(form.RequestId) : Redirect(Address);
    }

    public async Task<IActionResult> OnPostClaimAsync(string requestId) =>
        await ThenHereAsync(() => ClaimedCase.TakeAsync(Clients, Name, requestId, Stop));

    public async Task<IActionResult> OnPostReleaseAsync(string requestId) =>
        await ThenHereAsync(() => ClaimedCase.ReleaseAsync(Clients, Name, requestId, Stop));

    public async Task<IActionResult> OnPostAssignAsync(string requestId, string? officer) =>
        await ThenHereAsync(async () => await Clients.Triage.AssignAsync(new AssignRequest { RequestId = requestId, CountryCase = Name, Officer = Officer(officer) }, cancellationToken: Stop));

    public async Task<IActionResult> OnPostPriorityAsync(string requestId, Priority priority, JustificationCode reason, string? why, int version)
    {
        // A case is not claimed for what would be refused.
        if (reason == JustificationCode.Unspecified)
        {
            await LoadAsync();
            Errors.Add(new FormError("set-reason", T["{0} is missing", T["Reason"]]));
            return Page();
        }

        return await ThenHereAsync(async () =>
        {
            var claim = await ClaimedCase.TakeAsync(Clients, Name, requestId, Stop);
            await Clients.Triage.SetPriorityAsync(
                new SetPriorityRequest
                {
                    RequestId = requestId,
                    CountryCase = Name,
                    ClaimToken = claim.Claim.ClaimToken,
                    ExpectedVersion = ClaimedCase.VersionSeen(claim, version),
                    Priority = priority,
                    Justification = reason,
                    Note = why ?? "",
                },
                cancellationToken: Stop);
        }, "set");
    }

    public async Task<IActionResult> OnPostEscalateAsync(string requestId, JustificationCode reason, string? why) =>
        await ThenHereAsync(async () => await Clients.Triage.EscalateAsync(
            new EscalateRequest { RequestId = requestId, CountryCase = Name, Justification = reason, Note = why ?? "" }, cancellationToken: Stop), "up");

    /// <summary>Lets an agency act that reported what a team works on.</summary>
    public async Task<IActionResult> OnPostReleaseHoldAsync(string requestId, string id) =>
        await ThenHereAsync(async () => await Clients.Routing.ReleaseDeconflictionAsync(
            new ReleaseDeconflictionRequest { RequestId = requestId, DeconflictionId = id }, cancellationToken: Stop));

    /// <summary>Keeps what is typed; answers in words for the lines below the form: that it is kept, and who else types.</summary>
    public async Task<IActionResult> OnPostDraftAsync()
    {
        var form = DecisionForm.Read(Request.Form);
        var saved = new SaveDraftResponse();
        var trouble = await TryAsync(async () => saved = await Clients.Triage.SaveDraftAsync(
            new SaveDraftRequest { RequestId = NewRequestId(), CountryCase = Name, Draft = form.ToDraft() }, cancellationToken: Stop));
        if (trouble is not null)
            return new StatusCodeResult(StatusCodes.Status503ServiceUnavailable);
        return Request.Form.ContainsKey("keep") ? Redirect(Address) : Content($"{T["Draft kept at {0}", Show.TimeOfDay(saved.SavedAt.ToDateTimeOffset())]}\n{Others(saved.Others)}");
    }

    /// <summary>Opens the folded content of a referral. Not an address of its own: what was opened is folded when it is come back to.</summary>
    public async Task<IActionResult> OnPostOpenAsync(string referralId)
    {
        await LoadAsync();
        if (View.Case.Referrals.All(facts => facts.ReferralId != referralId))
            return Redirect(Address);
        var opened = await loader.OpenAsync(referralId, Stop);
        View = View with { Opened = opened };
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        sessions.Change(HttpContext, session => session.WithOneOpened(today));
        return Page();
    }

    /// <summary>Who else is typing about this case, in words; empty for nobody.</summary>
    public string Others(IReadOnlyCollection<OtherDraft> drafts) => drafts.Count == 0
        ? ""
        : T["{0} types about this case too. Nothing is overwritten: each has a draft.", string.Join(", ", drafts.Select(draft => draft.OfficerDisplayName))];

    private static string Officer(string? name) => string.IsNullOrWhiteSpace(name) ? "" : name.Contains('/') ? name.Trim() : $"officer/{name.Trim()}";

    /// <summary>The id of the other case that is called so; null for none, or for several.</summary>
    private async Task<string?> CaseCalledAsync(string called)
    {
        if (called.StartsWith("case-", StringComparison.Ordinal))
            return called;
        var view = new QueueView { Find = called };
        var found = new ListQueueResponse();
        await TryAsync(async () => found = await Clients.Triage.ListQueueAsync(new ListQueueRequest { Filter = view.ToFilter(View.Now) }, cancellationToken: Stop));
        return found.Cases.Select(item => item.CaseId).Where(id => id != CaseId).Distinct().ToList() is [var only] ? only : null;
    }

    /// <summary>Makes a change beside the decision, and shows the case after it; or why not, in the form with this prefix before its ids.</summary>
    private async Task<IActionResult> ThenHereAsync(Func<Task> call, string prefix = "")
    {
        if (await TryAsync(call) is not { } trouble)
            return Redirect(Address + "#decide");
        await LoadAsync();
        FormField[] fields = prefix.Length > 0 ? [new("justification", $"{prefix}-reason", T["Reason"]), new("note", $"{prefix}-why", T["Note"])] : [];
        Errors.AddRange(FormFields.Errors(trouble, fields, T, Person.Principal.Name));
        return Page();
    }

    private async Task<IActionResult> NextAsync(string requestId)
    {
        var view = QueueView.Read(new QueryCollection(Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(From)));
        var now = await clock.NowAsync(Clients, Stop);
        ClaimNextResponse? next = null;
        var trouble = await TryAsync(async () => next = await Clients.Triage.ClaimNextAsync(
            new ClaimNextRequest { RequestId = $"{requestId}.next", Filter = view.ToFilter(now), Order = view.Order }, cancellationToken: Stop));
        if (next is not null)
            return Redirect(Show.CaseAddress(next.CountryCase.Name) + (string.IsNullOrEmpty(From) ? "" : $"?from={Uri.EscapeDataString(From)}") + "#decide");
        return Redirect("/queue" + (trouble?.Reason == "QUEUE_EMPTY" ? "?done=empty" : ""));
    }

    /// <summary>The page again, with everything that was typed, and why it was not done.</summary>
    private async Task<IActionResult> RefusedAsync(DecisionForm form, Trouble trouble)
    {
        // An answer that did not come may have been given: the same request again finds out.
        var kept = trouble.IsUnknown ? form : form with { RequestId = NewRequestId() };
        await TryAsync(async () => await Clients.Triage.SaveDraftAsync(
            new SaveDraftRequest { RequestId = NewRequestId(), CountryCase = Name, Draft = form.ToDraft() }, cancellationToken: Stop));
        await LoadAsync(kept);
        if (!trouble.IsUnknown)
            Form = Form with { Version = View.Item.Version };
        Errors.Add(new FormError("", TroubleWords.Of(trouble, T, Person.Principal.Name)));
        return Page();
    }

    private async Task LoadAsync(DecisionForm? typed = null)
    {
        (View, var draft) = await loader.LoadAsync(Name, CaseId, Referrals ?? "", Stop);
        if (typed is not null)
        {
            Form = typed;
            return;
        }

        Form = new DecisionForm { Version = View.Item.Version, RequestId = NewRequestId(), HandOffReason = DecisionRules.UsualReason(View.Item) };
        if (draft is not null)
            Form = Form.With(draft);
    }
}
