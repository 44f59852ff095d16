using System.Text.Json;

namespace Referrals.Cli.Connect;

/// <summary>What a running exchange says of itself in <c>exchange.json</c>.</summary>
/// <param name="Web">Address of the web pages and the JSON form of the API.</param>
/// <param name="Grpc">gRPC address of each service by its name, <c>intake</c>.</param>
internal sealed record ExchangeFile(Uri? Web, IReadOnlyDictionary<string, Uri> Grpc)
{
    /// <summary>Every process that answers gRPC, each once.</summary>
    public IReadOnlyList<Uri> Processes => [.. Grpc.Values.Distinct().OrderBy(address => address.ToString(), StringComparer.Ordinal)];

    public static ExchangeFile Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("grpc", out var grpc) || grpc.ValueKind != JsonValueKind.Object)
            throw new JsonException("it names no gRPC addresses");
        return new ExchangeFile(
            root.TryGetProperty("web", out var web) && web.ValueKind == JsonValueKind.String ? Address(web) : null,
            grpc.EnumerateObject().ToDictionary(service => service.Name, service => Address(service.Value)));
    }

    private static Uri Address(JsonElement value) =>
        value.ValueKind == JsonValueKind.String && Uri.TryCreate(value.GetString(), UriKind.Absolute, out var address)
            ? address
            : throw new JsonException("an address in it is not one");
}
