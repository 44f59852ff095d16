using System.Text.Json;
using System.Text.Json.Serialization;

namespace Referrals.Exchange.Directories;

/// <summary><c>exchange.json</c>: where everything of a running exchange is. It stays when the exchange stops.</summary>
public sealed record ExchangeFile
{
    private const string Name = "exchange.json";
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>Process id; left out where it is served, since it says nothing to another machine.</summary>
    public int? Pid { get; init; }

    /// <summary>Address of JSON and health.</summary>
    public required string Web { get; init; }

    /// <summary>Address of the console.</summary>
    public required string Console { get; init; }

    /// <summary>gRPC address by service.</summary>
    public required IReadOnlyDictionary<string, string> Grpc { get; init; }

    /// <summary>Whether business time is simulated.</summary>
    public required bool SimulatedClock { get; init; }

    public string ToJson() => JsonSerializer.Serialize(this, Json);

    /// <summary>Writes the file; a reader sees the old one or the new one and never half of it.</summary>
    public void Write(string directory) => AtomicFile.Write(Path.Combine(directory, Name), ToJson());

    internal static ExchangeFile? TryRead(string directory)
    {
        try
        {
            return JsonSerializer.Deserialize<ExchangeFile>(File.ReadAllText(Path.Combine(directory, Name)), Json);
        }
        catch (Exception exception) when (exception is IOException or JsonException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
