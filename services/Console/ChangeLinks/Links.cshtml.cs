using Microsoft.AspNetCore.Mvc;
using Referrals.Common.V1;
using Referrals.Console.Calls;
using Referrals.Console.Serving;
using Referrals.Console.Words;
using Referrals.Matching.V1;
using Referrals.Triage.V1;

namespace Referrals.Console.ChangeLinks;

/// <summary>Shows what a change of links would do before it is made. Each can be reversed.</summary>
[ForRole(Role.Officer)]
public sealed class LinksModel(ExchangeClients clients, Texts texts) : ConsolePage(clients, texts)
{
    [FromRoute]
    public string CaseId { get; set; } = "";

    [FromRoute]
    public string Country { get; set; } = "";

    [FromQuery(Name = "do")]
    public LinkChange Change { get; set; }

    [FromQuery]
    public string Referral { get; set; } = "";

    /// <summary>The other case.</summary>
    [FromQuery]
    public string With { get; set; } = "";

    public IReadOnlyList<MatchedCase> Before { get; private set; } = [];

    public IReadOnlyList<MatchedCase> After { get; private set; } = [];

    public string RequestId { get; private set; } = NewRequestId();

    public LinkReason Reason { get; private set; }

    public string CaseAddress => $"/cases/{CaseId}/{Country}";

    public string Address => $"{CaseAddress}/links?do={Change}&referral={Uri.EscapeDataString(Referral)}&with={Uri.EscapeDataString(With)}";

    public async Task OnGetAsync(LinkReason reason)
    {
        Reason = reason;
        await PreviewAsync();
    }

    public async Task<IActionResult> OnPostAsync(string requestId, LinkReason reason)
    {
        Reason = reason;
        if (reason == LinkReason.Unspecified)
        {
            Errors.Add(new FormError("reason", T["Choose a reason"]));
            await PreviewAsync();
            return Page();
        }

        var trouble = await TryAsync(() => SendAsync(requestId, reason, preview: false));
        if (trouble is null)
            return Redirect(Change == LinkChange.Merge && await IsThereAsync(With) ? $"/cases/{With}/{Country}" : CaseAddress);
        if (trouble.IsUnknown)
            RequestId = requestId;
        Errors.Add(new FormError("", TroubleWords.Of(trouble, T)));
        await PreviewAsync();
        return Page();
    }

    /// <summary>Whether a case has this country already; it may have its first referral of it just now, and the desk hear of it in a moment.</summary>
    private async Task<bool> IsThereAsync(string caseId)
    {
        var request = new GetCaseRequest { CountryCase = $"cases/{caseId}/countries/{Country}", PageSize = 1 };
        return await TryAsync(async () => await Clients.Triage.GetCaseAsync(request, cancellationToken: Stop)) is null;
    }

    private async Task PreviewAsync()
    {
        if (Change == LinkChange.Refuse)
            return;
        if (await TryAsync(() => SendAsync(NewRequestId(), LinkReason.Operational, preview: true)) is not { } trouble)
            return;
        if (Errors.Count == 0)
            Errors.Add(new FormError("", TroubleWords.Of(trouble, T)));

        // What reverses a split that was an error.
        if (trouble.Reason == "NOT_THE_SAME")
            await TryAsync(() => SendAsync(NewRequestId(), LinkReason.Correction, preview: true));
    }

    private async Task SendAsync(string requestId, LinkReason reason, bool preview)
    {
        var matching = Clients.Matching;
        switch (Change)
        {
            case LinkChange.Confirm:
                var confirmed = await matching.ConfirmLinkAsync(
                    new ConfirmLinkRequest { RequestId = requestId, ReferralId = Referral, CaseId = With, Reason = reason, ValidateOnly = preview }, cancellationToken: Stop);
                (Before, After) = (confirmed.Before, confirmed.After);
                break;
            case LinkChange.Split:
                var split = await matching.SplitCaseAsync(
                    new SplitCaseRequest { RequestId = requestId, CaseId = CaseId, ReferralIds = { Referral }, Reason = reason, ValidateOnly = preview }, cancellationToken: Stop);
                (Before, After) = (split.Before, split.After);
                break;
            case LinkChange.Merge:
                var merged = await matching.MergeCasesAsync(
                    new MergeCasesRequest { RequestId = requestId, IntoCaseId = With, FromCaseId = CaseId, Reason = reason, ValidateOnly = preview }, cancellationToken: Stop);
                (Before, After) = (merged.Before, merged.After);
                break;
            default:
                await matching.RejectLinkAsync(new RejectLinkRequest { RequestId = requestId, ReferralId = Referral, CaseId = With, Reason = reason }, cancellationToken: Stop);
                break;
        }
    }
}
