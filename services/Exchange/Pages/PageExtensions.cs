using System.Net.Mime;
using Microsoft.Extensions.Options;
using Referrals.Platform.Credentials;

namespace Referrals.Exchange.Pages;

/// <summary>What the exchange serves about itself: <c>/</c> for people and <c>/exchange.json</c> for programs.</summary>
internal static class PageExtensions
{
    public static void MapPages(this WebApplication app)
    {
        app.MapGet("/exchange.json", (ServedAddresses served) => served.Addresses is { } addresses
            ? Results.Text(addresses.ToJson(), MediaTypeNames.Application.Json)
            : Results.StatusCode(StatusCodes.Status503ServiceUnavailable));
        app.MapGet("/", (HttpContext context, ServedAddresses served, IOptions<CredentialOptions> data) =>
        {
            if (served.Addresses is not { } addresses)
                return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
            var headers = context.Response.Headers;
            headers.ContentSecurityPolicy = FrontPage.ContentSecurityPolicy;
            headers.XContentTypeOptions = "nosniff";
            headers["Referrer-Policy"] = "no-referrer";
            headers.CacheControl = "no-store";
            return Results.Content(FrontPage.Html(addresses, Path.GetFullPath(data.Value.Directory)), MediaTypeNames.Text.Html, System.Text.Encoding.UTF8);
        });
    }
}
