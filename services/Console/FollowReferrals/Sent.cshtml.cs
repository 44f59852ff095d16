using Referrals.Common.V1;
using Referrals.Console.Calls;
using Referrals.Console.Serving;
using Referrals.Console.Words;
using Referrals.Intake.V1;

namespace Referrals.Console.FollowReferrals;

/// <summary>What an agency sent, with what waits for it first to be found.</summary>
[ForRole(Role.Agency)]
public sealed class SentModel(ExchangeClients clients, Texts texts) : ConsolePage(clients, texts)
{
    private const int PageSize = 25;
    private static readonly ReferralState[] Over = [ReferralState.Rejected, ReferralState.Completed, ReferralState.Withdrawn];

    /// <summary><c>answer</c>, <c>consent</c>, <c>over</c>; empty for all.</summary>
    public string Shown { get; private set; } = "";

    /// <summary>Only with this reference of the agency's own.</summary>
    public string Reference { get; private set; } = "";

    public ListResponse List { get; private set; } = new();

    public async Task OnGetAsync(string? show, string? reference, string? after)
    {
        (Shown, Reference) = (show ?? "", reference?.Trim() ?? "");
        var request = new ListRequest { PageSize = PageSize, PageToken = after ?? "", AgencyReference = Reference, AwaitingAnswer = Shown == "answer" };
        if (Shown == "consent")
            request.States.Add(ReferralState.AwaitingConsent);
        else if (Shown == "over")
            request.States.AddRange(Over);
        if (await TryAsync(async () => List = await Clients.Intake.ListAsync(request, cancellationToken: Stop)) is { } trouble)
            Errors.Add(new FormError("", TroubleWords.Of(trouble, T)));
    }

    /// <summary>This view, from a page on.</summary>
    public static string Address(string show, string page = "") => ViewAddress.Of("/referrals", show, page);
}
