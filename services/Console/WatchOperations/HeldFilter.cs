using Microsoft.AspNetCore.WebUtilities;
using Referrals.Operations.V1;

namespace Referrals.Console.WatchOperations;

/// <summary>Which of the events that are not applied are listed, as the page's address says it.</summary>
public sealed record HeldFilter
{
    /// <summary>Only of this service; empty for all.</summary>
    public string Service { get; init; } = "";

    /// <summary>Only in this state; unspecified for both.</summary>
    public HeldState State { get; init; }

    public bool IsSet => Service.Length > 0 || State != HeldState.Unspecified;

    public bool LetsThrough(string service) => Service.Length == 0 || Service == service;

    /// <summary>The list of these.</summary>
    public static string Address(string service, HeldState state)
    {
        var query = new Dictionary<string, string?>();
        if (service.Length > 0)
            query["service"] = service;
        if (state != HeldState.Unspecified)
            query["state"] = state.ToString();
        return QueryHelpers.AddQueryString("/operations", query) + "#held";
    }
}
