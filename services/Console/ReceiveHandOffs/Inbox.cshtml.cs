using Microsoft.AspNetCore.WebUtilities;
using Referrals.Common.V1;
using Referrals.Console.Calls;
using Referrals.Console.Serving;
using Referrals.Console.Words;
using Referrals.Routing.V1;

namespace Referrals.Console.ReceiveHandOffs;

/// <summary>What a team was handed.</summary>
[ForRole(Role.Team)]
public sealed class InboxModel(ExchangeClients clients, ExchangeClock clock, Texts texts) : ConsolePage(clients, texts)
{
    private const int PageSize = 25;
    private static readonly HandOffState[] Ended = [HandOffState.Completed, HandOffState.Declined, HandOffState.TimedOut, HandOffState.Revoked, HandOffState.Transferred];

    /// <summary><c>offered</c>, <c>overdue</c>, <c>ended</c>; empty for all that is open.</summary>
    public string Shown { get; private set; } = "";

    public ListInboxResponse List { get; private set; } = new();

    public DateTimeOffset Now { get; private set; }

    /// <summary>Where news of this view comes from.</summary>
    public string NewsAddress => QueryHelpers.AddQueryString("/inbox/live", new Dictionary<string, string?> { ["show"] = Shown, ["watch"] = List.WatchToken });

    public async Task OnGetAsync(string? show, string? after)
    {
        Shown = show ?? "";
        Now = await clock.NowAsync(Clients, Stop);
        var request = new ListInboxRequest { PageSize = PageSize, PageToken = after ?? "", Overdue = Shown == "overdue" };
        if (Shown == "offered")
            request.States.Add(HandOffState.Offered);
        else if (Shown == "ended")
            request.States.AddRange(Ended);
        List = await Clients.Routing.ListInboxAsync(request, cancellationToken: Stop);
    }

    /// <summary>This view, from a page on.</summary>
    public static string Address(string show, string page = "") => ViewAddress.Of("/inbox", show, page);
}
