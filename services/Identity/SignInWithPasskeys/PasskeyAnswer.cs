using System.Text.Json;

namespace Referrals.Identity.SignInWithPasskeys;

/// <summary>What a browser says a passkey answered.</summary>
public static class PasskeyAnswer
{
    /// <summary>The passkey that it names, before anything of it is proven; null for none.</summary>
    public static string? IdOf(string credentialJson)
    {
        try
        {
            using var answer = JsonDocument.Parse(credentialJson);
            return answer.RootElement.ValueKind == JsonValueKind.Object && answer.RootElement.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.String ? id.GetString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
