using Microsoft.AspNetCore.Mvc;
using Referrals.Common.V1;
using Referrals.Console.Calls;
using Referrals.Console.Serving;
using Referrals.Console.Words;
using Referrals.Matching.V1;
using Referrals.Routing.V1;
using Referrals.Triage.V1;

namespace Referrals.Console.ListQueue;

/// <summary>The officers' queue.</summary>
[ForRole(Role.Officer)]
public sealed class QueueModel(ExchangeClients clients, ExchangeClock clock, Texts texts) : ConsolePage(clients, texts)
{
    private const int PageSize = 25;

    public QueueView View { get; private set; } = new();

    public IReadOnlyList<QueueRow> Rows { get; private set; } = [];

    public ListQueueResponse List { get; private set; } = new();

    public DateTimeOffset Now { get; private set; }

    /// <summary>The views that this browser keeps.</summary>
    public IReadOnlyList<(string Name, QueueView View)> Kept => KeptViews.Of(Request);

    /// <summary>The name under which this view is kept; null where it is not.</summary>
    public string? KeptAs => Kept.Where(kept => kept.View.ToAddress() == (View with { Page = "" }).ToAddress()).Select(kept => kept.Name).FirstOrDefault();

    /// <summary>What was just done, in words; empty for nothing.</summary>
    public string Done { get; private set; } = "";

    public string RequestId { get; } = NewRequestId();

    public async Task<IActionResult> OnGetAsync(string? done)
    {
        Done = done switch
        {
            "empty" => T["No free case matches this view."],
            "released" => T["Released. What you had typed is kept as your draft."],
            _ => "",
        };
        await LoadAsync();
        if (View.Find.Length == 0 || Errors.Count > 0)
            return Page();

        // What is found alone is what was looked for.
        if (List.Cases is [var only])
            return Redirect(Show.CaseAddress(only.Name));
        if (List.Cases.Count == 0)
            Errors.Add(new FormError("find", T["No case of your desks is called that. A case has a reference such as PH-6DF4TQC5, and a referral its agency's own"]));
        return Page();
    }

    public async Task<IActionResult> OnPostNextAsync(string requestId)
    {
        View = QueueView.Read(Request.Query);
        Now = await clock.NowAsync(Clients, Stop);
        ClaimNextResponse? claimed = null;
        var trouble = await TryAsync(async () => claimed = await Clients.Triage.ClaimNextAsync(
            new ClaimNextRequest { RequestId = requestId, Filter = View.ToFilter(Now), Order = View.Order }, cancellationToken: Stop));
        if (claimed is not null)
            return Redirect(DecisionOf(claimed.CountryCase.Name));
        if (trouble!.Reason == "QUEUE_EMPTY")
            return Redirect(Microsoft.AspNetCore.WebUtilities.QueryHelpers.AddQueryString(View.ToAddress(), "done", "empty"));
        return await FailedAsync(trouble);
    }

    public async Task<IActionResult> OnPostClaimAsync(string requestId, string name)
    {
        View = QueueView.Read(Request.Query);
        var trouble = await TryAsync(async () => await Clients.Triage.ClaimAsync(new ClaimRequest { RequestId = $"{requestId}.{Show.Brief(Show.Parts(name).CaseId)}", CountryCase = name }, cancellationToken: Stop));
        return trouble is null ? Redirect(DecisionOf(name)) : await FailedAsync(trouble);
    }

    public async Task<IActionResult> OnPostReleaseAsync(string requestId, string name)
    {
        View = QueueView.Read(Request.Query);
        var trouble = await TryAsync(() => ClaimedCase.ReleaseAsync(Clients, name, requestId, Stop));
        return trouble is null ? Redirect(Microsoft.AspNetCore.WebUtilities.QueryHelpers.AddQueryString(View.ToAddress(), "done", "released")) : await FailedAsync(trouble);
    }

    /// <summary>Keeps this view in the browser, under a name of one's own.</summary>
    public async Task<IActionResult> OnPostKeepAsync(string? keepAs)
    {
        View = QueueView.Read(Request.Query);
        var name = keepAs?.Trim() ?? "";
        if (name.Length is > 0 and <= KeptViews.LongestName && KeptViews.Keep(HttpContext, name, View))
            return Redirect((View with { Page = "" }).ToAddress());
        await LoadAsync();
        Errors.Add(new FormError("keepAs", name.Length is > 0 and <= KeptViews.LongestName
            ? T["There are {0} views already: remove one", KeptViews.Most]
            : T["Enter a name of at most {0} characters", KeptViews.LongestName]));
        return Page();
    }

    public IActionResult OnPostForget(string name)
    {
        KeptViews.Forget(HttpContext, name);
        return Redirect(QueueView.Read(Request.Query).ToAddress());
    }

    /// <summary>The page of a case, from which "next" goes on in this view.</summary>
    public string AddressOf(string countryCase)
    {
        var view = (View with { Page = "" }).ToAddress("");
        return Show.CaseAddress(countryCase) + (view.Length > 0 ? $"?from={Uri.EscapeDataString(view)}" : "");
    }

    /// <summary>The same, with the focus in the decision panel.</summary>
    private string DecisionOf(string countryCase) => $"{AddressOf(countryCase)}#decide";

    private async Task<IActionResult> FailedAsync(Trouble trouble)
    {
        await LoadAsync();
        Errors.Add(new FormError("", TroubleWords.Of(trouble, T, Person.Principal.Name)));
        return Page();
    }

    private async Task LoadAsync()
    {
        View = QueueView.Read(Request.Query);
        Now = await clock.NowAsync(Clients, Stop);
        var request = new ListQueueRequest { PageSize = PageSize, PageToken = View.Page, Filter = View.ToFilter(Now), Order = View.Order };
        var trouble = await TryAsync(async () => List = await Clients.Triage.ListQueueAsync(request, cancellationToken: Stop));
        if (trouble is not null)
            Errors.Add(new FormError("", TroubleWords.Of(trouble, T)));
        if (List.Cases.Count == 0)
            return;
        var teams = new SuggestTeamsResponse();
        var matches = new SummariseSuggestionsResponse();

        // The queue is there without them: what a service that is away would say is left out, and said to be.
        await Task.WhenAll(
            TryAsync(async () => teams = await Clients.Routing.SuggestTeamsAsync(new SuggestTeamsRequest { CountryCases = { List.Cases.Select(item => item.Name) } }, cancellationToken: Stop)),
            TryAsync(async () => matches = await Clients.Matching.SummariseSuggestionsAsync(
                new SummariseSuggestionsRequest { CaseIds = { List.Cases.Select(item => item.CaseId).Distinct() } }, cancellationToken: Stop)));
        var teamOf = teams.Suggestions.ToDictionary(team => team.CountryCase);
        var matchOf = matches.Summaries.ToDictionary(summary => summary.CaseId);
        Rows = [.. List.Cases.Select(item => new QueueRow(item, teamOf.GetValueOrDefault(item.Name), matchOf.GetValueOrDefault(item.CaseId)))];
    }
}
