using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using Referrals.Platform.Credentials;

namespace Referrals.Console.Serving;

/// <summary>Where everything of the exchange is, for programs. A process that hosts all of it says so by itself.</summary>
internal static class ExchangeAddresses
{
    public static void MapExchangeAddresses(this WebApplication app) =>
        app.MapGet("/exchange.json", async (IOptions<CredentialOptions> data, CancellationToken cancellationToken) =>
        {
            var file = Path.Combine(data.Value.Directory, "exchange.json");
            if (!File.Exists(file))
                return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
            var addresses = JsonNode.Parse(await File.ReadAllTextAsync(file, cancellationToken))!.AsObject();

            // It says nothing to another machine.
            addresses.Remove("pid");
            return Results.Text(addresses.ToJsonString(), "application/json");
        });
}
