using System.Text.Json;
using Microsoft.Extensions.Options;

namespace Referrals.Platform.Credentials;

/// <summary>The copy that a process starts from while Identity is away: a file of the data directory that only its owner reads.</summary>
public sealed class GrantFile(IOptions<CredentialOptions> options)
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web);

    private string FileName => Path.Combine(options.Value.Directory, "keys", "grants.json");

    /// <summary>What was kept; null when there is nothing, or nothing whole.</summary>
    public async Task<IReadOnlyList<Grant>?> ReadAsync(CancellationToken cancellationToken)
    {
        if (!File.Exists(FileName))
            return null;
        try
        {
            await using var file = File.OpenRead(FileName);
            return await JsonSerializer.DeserializeAsync<List<Grant>>(file, Format, cancellationToken);
        }
        catch (Exception exception) when (exception is JsonException or IOException)
        {
            return null;
        }
    }

    public void Write(IReadOnlyList<Grant> grants) => SecretFile.Write(FileName, JsonSerializer.SerializeToUtf8Bytes(grants, Format));
}
