using Microsoft.AspNetCore.Mvc;
using Referrals.Common.V1;
using Referrals.Console.Calls;
using Referrals.Console.Serving;
using Referrals.Console.Words;
using Referrals.Contracts;
using Referrals.Operations.V1;

namespace Referrals.Console.WatchOperations;

/// <summary>What is stuck, late or undelivered in each service and at each desk, and trying it again.</summary>
[ForRole(Role.Operator)]
public sealed class OperationsModel(ExchangeClients clients, OperationsReader reader, TeamNames teams, Texts texts) : ConsolePage(clients, texts)
{
    /// <summary>Which events the list of those that are not applied shows.</summary>
    [FromQuery]
    public HeldFilter Filter { get; set; } = new();

    public OperationsView View { get; private set; } = null!;

    /// <summary>How many were set going again just now; null when none were.</summary>
    public int? Redriven { get; private set; }

    public string RequestId { get; private set; } = NewRequestId();

    public async Task OnGetAsync(int? redriven)
    {
        Redriven = redriven;
        View = await reader.ReadAsync(Filter, Stop);
    }

    /// <summary>Tries one event of a service again, or all of them where none is named.</summary>
    public async Task<IActionResult> OnPostRedriveAsync(string requestId, string of, string? id)
    {
        if (!Topology.Services.Contains(of))
            return NotFound();
        var request = new RedriveRequest { RequestId = requestId, All = string.IsNullOrEmpty(id), Service = string.IsNullOrEmpty(id) ? of : "" };
        if (!string.IsNullOrEmpty(id))
            request.HeldIds.Add(id);
        var redriven = 0;
        var trouble = await TryAsync(async () => redriven = (await Clients.Operations(of).RedriveAsync(request, cancellationToken: Stop)).Redriven);
        if (trouble is null)
            return Redirect($"/operations?redriven={redriven}");
        View = await reader.ReadAsync(Filter, Stop);
        if (trouble.IsUnknown)
            RequestId = requestId;
        Errors.Add(new FormError("", TroubleWords.Of(trouble, T)));
        return Page();
    }

    public async Task<string> TeamAsync(string id) => await teams.OfAsync(id, Stop);

    /// <summary>Since when a source does not answer.</summary>
    public string Away(DateTimeOffset? since) => T["Not available since {0}", since is { } time ? Show.TimeOfDay(time) : "–"];
}
