using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace Referrals.Console.SignIn;

/// <summary>
/// Forms that were sent after their person's session had ended. The browser keeps each, sealed: it opens for that person, at the address
/// that it was sent to, and for no longer than a session can last.
/// </summary>
internal sealed class LateForms(IDataProtectionProvider protection, IOptions<AntiforgeryOptions> antiforgery, IOptions<ConsoleOptions> console, TimeProvider time)
{
    public string Seal(string principal, string address, IFormCollection form)
    {
        var fields = form.Where(field => field.Key != antiforgery.Value.FormFieldName).ToDictionary(field => field.Key, field => field.Value.ToArray());
        return Protector(principal, address).Protect(JsonSerializer.Serialize(new Sealed(time.GetUtcNow(), fields)));
    }

    /// <summary>The form; null when it is another's, of another address, or too old.</summary>
    public IFormCollection? Open(string principal, string address, string text)
    {
        try
        {
            return JsonSerializer.Deserialize<Sealed>(Protector(principal, address).Unprotect(text)) is { } late && late.At + console.Value.LongestSession > time.GetUtcNow()
                ? new FormCollection(late.Fields.ToDictionary(field => field.Key, field => new StringValues(field.Value)))
                : null;
        }
        catch (Exception exception) when (exception is CryptographicException or JsonException)
        {
            return null;
        }
    }

    private IDataProtector Protector(string principal, string address) => protection.CreateProtector("late form", principal, address);

    private sealed record Sealed(DateTimeOffset At, Dictionary<string, string?[]> Fields);
}
