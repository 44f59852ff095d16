using Microsoft.AspNetCore.Mvc;
using Referrals.Common.V1;
using Referrals.Console.Calls;
using Referrals.Console.Serving;
using Referrals.Console.Words;
using Referrals.Matching.V1;
using Referrals.Triage.V1;

namespace Referrals.Console.ChangeLinks;

/// <summary>Several cases of the queue become one: first which, and with what count, then done. Each can be split off again.</summary>
[ForRole(Role.Officer)]
public sealed class LinkManyModel(ExchangeClients clients, Texts texts) : ConsolePage(clients, texts)
{
    private const int Most = 25;

    public string Back { get; private set; } = "/queue";

    /// <summary>The cases as they are, that which stays among them.</summary>
    public IReadOnlyList<CountryCase> Cases { get; private set; } = [];

    /// <summary>The case that stays.</summary>
    public string Into { get; private set; } = "";

    public LinkReason Reason { get; private set; }

    public string RequestId { get; private set; } = NewRequestId();

    /// <summary>Those that end in it.</summary>
    public IReadOnlyList<CountryCase> Others => [.. Cases.Where(item => item.Name != Into)];

    public async Task<IActionResult> OnGetAsync() => Request.HasFormContentType ? await OnPostAsync() : Redirect("/queue");

    public async Task<IActionResult> OnPostAsync()
    {
        await ReadAsync();
        return Cases.Count < 2 ? Redirect(Back) : Page();
    }

    public async Task<IActionResult> OnPostConfirmAsync(string requestId)
    {
        await ReadAsync();
        if (Reason == LinkReason.Unspecified)
        {
            Errors.Add(new FormError("reason", T["Choose a reason"]));
            return Page();
        }

        foreach (var other in Others)
        {
            var request = new MergeCasesRequest { RequestId = $"{requestId}.{Show.Brief(other.CaseId)}", IntoCaseId = Show.Parts(Into).CaseId, FromCaseId = other.CaseId, Reason = Reason };
            if (await TryAsync(async () => await Clients.Matching.MergeCasesAsync(request, cancellationToken: Stop)) is not { } trouble)
                continue;
            if (trouble.IsUnknown)
                RequestId = requestId;
            Errors.Add(new FormError("", $"{Show.CaseReference(other.Name)}: {TroubleWords.Of(trouble, T)}"));
        }

        return Errors.Count == 0 ? Redirect(Show.CaseAddress(Into)) : Page();
    }

    private async Task ReadAsync()
    {
        var form = Request.Form;
        Back = Url.LocalOr(form["back"], "/queue");
        Reason = FormText.Value<LinkReason>(form, "reason");
        var names = form["names"].OfType<string>().Distinct().Take(Most);
        Cases = await Task.WhenAll(names.Select(async name => (await Clients.Triage.GetCaseAsync(new GetCaseRequest { CountryCase = name, PageSize = 1 }, cancellationToken: Stop)).CountryCase));

        // The one that is longest known stays, unless another is chosen.
        Into = Cases.Any(item => item.Name == form["into"].ToString()) ? form["into"].ToString() : Cases.MinBy(item => item.OpenedAt.ToDateTimeOffset())?.Name ?? "";
    }
}
