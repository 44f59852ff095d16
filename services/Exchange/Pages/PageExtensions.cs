using System.Net.Mime;

namespace Referrals.Exchange.Pages;

/// <summary>What the exchange serves about itself: <c>/exchange.json</c>, for programs.</summary>
internal static class PageExtensions
{
    public static void MapPages(this WebApplication app) =>
        app.MapGet("/exchange.json", (ServedAddresses served) => served.Addresses is { } addresses
            ? Results.Text(addresses.ToJson(), MediaTypeNames.Application.Json)
            : Results.StatusCode(StatusCodes.Status503ServiceUnavailable));
}
