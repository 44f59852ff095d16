using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Referrals.Common.V1;
using Referrals.Console.Calls;
using Referrals.Console.Serving;
using Referrals.Console.Words;
using Referrals.Triage.V1;

namespace Referrals.Console.DecideMany;

/// <summary>The same for several cases: first what would be, with the exact count, then done, then undone if need be.</summary>
[ForRole(Role.Officer)]
public sealed class ManyModel(ExchangeClients clients, OfficerNames officers, Texts texts) : ConsolePage(clients, texts)
{
    private const int MostUndone = 500;

    public string Action { get; private set; } = "";

    public string Back { get; private set; } = "/queue";

    /// <summary>Each case with the version that was seen.</summary>
    public IReadOnlyList<DecideManyItem> Items { get; private set; } = [];

    public DecideManyResponse Results { get; private set; } = new();

    /// <summary>Whether the results are of what was done, and not of what would be.</summary>
    public bool IsDone { get; private set; }

    /// <summary>How many decisions were undone; null before.</summary>
    public int? Undone { get; private set; }

    /// <summary>What takes back what was done; null where that is undone decision by decision.</summary>
    public string? Reverse => Action switch
    {
        "claim" => "release",
        "release" => "claim",
        "assign" => "assign",
        _ => null,
    };

    public string RequestId { get; private set; } = NewRequestId();

    /// <summary>The officers to whom cases may be given; empty while nobody can say.</summary>
    public IReadOnlyList<string> Officers { get; private set; } = [];

    public string Typed(string name) => Request.Form[name].ToString();

    public async Task<IActionResult> OnGetAsync() => Request.HasFormContentType ? await OnPostAsync() : Redirect("/queue");

    public async Task<IActionResult> OnPostAsync()
    {
        Read();
        var names = Request.Form["names"].OfType<string>().Concat(Request.Form["items"].OfType<string>().Select(item => ReadItem(item).CountryCase)).Distinct().ToList();
        if (names.Count == 0)
            return Redirect(Back);
        Items = [.. (await Task.WhenAll(names.Select(ItemAsync))).OfType<DecideManyItem>()];
        if (Items.Count == 0)
            return Page();
        await RunAsync(preview: true);
        return Page();
    }

    public async Task<IActionResult> OnPostConfirmAsync()
    {
        Read();
        Items = [.. Request.Form["items"].OfType<string>().Select(ReadItem)];
        RequestId = Typed("requestId");
        await RunAsync(preview: false);
        return Page();
    }

    public async Task<IActionResult> OnPostUndoAsync()
    {
        Read();
        var undone = 0;
        foreach (var item in Request.Form["decisions"].OfType<string>().Take(MostUndone).Select(text => text.Split('|')).Where(parts => parts.Length == 2))
        {
            var request = new UndoDecisionRequest { RequestId = $"undo.{Show.Brief(Show.Parts(item[0]).CaseId)}.{item[1]}", CountryCase = item[0], DecisionId = item[1] };
            if (await TryAsync(async () => await Clients.Triage.UndoDecisionAsync(request, cancellationToken: Stop)) is not { } trouble)
                undone++;
            else
                Errors.Add(new FormError("", T["{0}: {1}", Show.CaseReference(item[0]), TroubleWords.Of(trouble, T)]));
        }

        Undone = undone;
        return Page();
    }

    /// <summary>A case as it is now; null, with what to say of it, where it cannot be read.</summary>
    private async Task<DecideManyItem?> ItemAsync(string name)
    {
        DecideManyItem? item = null;
        var request = new GetCaseRequest { CountryCase = name, PageSize = 1 };
        if (await TryAsync(async () => item = new DecideManyItem
        {
            CountryCase = name,
            ExpectedVersion = (await Clients.Triage.GetCaseAsync(request, cancellationToken: Stop)).CountryCase.Version,
        }) is { } trouble)
            Errors.Add(new FormError("", T["{0}: {1}", Show.CaseReference(name), TroubleWords.Of(trouble, T)]));
        return item;
    }

    private static DecideManyItem ReadItem(string text)
    {
        var parts = text.Split('|');
        return new DecideManyItem { CountryCase = parts[0], ExpectedVersion = parts.Length > 1 && int.TryParse(parts[1], CultureInfo.InvariantCulture, out var version) ? version : 0 };
    }

    private void Read()
    {
        Action = Typed("action") is "claim" or "release" or "assign" or "reject" ? Typed("action") : "claim";
        Back = Url.LocalOr(Typed("back"), "/queue");
    }

    private async Task RunAsync(bool preview)
    {
        var request = new DecideManyRequest { RequestId = preview ? NewRequestId() : RequestId, Items = { Items }, ValidateOnly = preview };
        switch (Action)
        {
            case "release":
                request.Release = new BulkRelease();
                break;
            case "assign":
                var officer = Typed("officer").Trim();
                request.Assign = new BulkAssign { Officer = officer.Length == 0 ? Person.Principal.Name : officer.Contains('/') ? officer : $"officer/{officer}" };
                break;
            case "reject":
                request.RejectInformational = new BulkRejectInformational
                {
                    InformationalReason = Enum.TryParse<InformationalReason>(Typed("informational"), out var reason) ? reason : InformationalReason.KnownMaterialSharedWithoutMalice,
                    Justification = Enum.TryParse<JustificationCode>(Typed("justification"), out var code) ? code : JustificationCode.DeskPolicy,
                    Note = Typed("note"),
                };
                break;
            default:
                request.Claim = new BulkClaim();
                break;
        }

        if (await TryAsync(async () => Results = await Clients.Triage.DecideManyAsync(request, cancellationToken: Stop)) is { } trouble)
            Errors.Add(new FormError("", TroubleWords.Of(trouble, T)));
        else
            IsDone = !preview;
        if (Action == "assign" && !IsDone)
            Officers = await officers.AllAsync(Stop);
    }
}
