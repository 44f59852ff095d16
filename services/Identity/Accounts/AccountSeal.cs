using System.Security.Cryptography;
using System.Text.Json;
using Referrals.Identity.Storage;
using Referrals.Platform.Sealing;

namespace Referrals.Identity.Accounts;

/// <summary>Seals the secrets of accounts under the service's key, and what a person's browser carries from one step to the next.</summary>
public sealed class AccountSeal(ServiceSeal<IdentityDbContext> seal, TimeProvider time)
{
    private const string BrowserPurpose = "browser";

    /// <summary>How long a state is good.</summary>
    public static TimeSpan StateLife { get; } = TimeSpan.FromMinutes(15);

    public byte[] SealKey(string principal, byte[] key) => seal.Key.Seal(KeyOf(principal), key);

    public byte[] OpenKey(string principal, byte[] box) => seal.Key.Open(KeyOf(principal), box);

    /// <summary>What passkeys know an account by; the same whenever it is asked for.</summary>
    public string HandleOf(string principal) => seal.Key.Digest($"handle\0{principal}")[..32];

    /// <summary>What is kept of a recovery code.</summary>
    public string DigestOf(string principal, string recoveryCode) => seal.Key.Digest($"recovery\0{principal}\0{recoveryCode}");

    /// <summary>How long a browser is known.</summary>
    public static TimeSpan BrowserLife { get; } = TimeSpan.FromDays(90);

    /// <summary>A state for one purpose and one principal, or nobody yet.</summary>
    public byte[] SealState(string purpose, string principal, string content) => SealState(purpose, principal, content, StateLife);

    /// <summary>That somebody signed in with a browser, for as long as the password is this one.</summary>
    public byte[] SealBrowser(string principal, string passwordHash) => SealState(BrowserPurpose, principal, seal.Key.Digest($"browser\0{passwordHash}"), BrowserLife);

    /// <summary>Whether a browser is one that this person signed in with, under this password.</summary>
    public bool IsKnownBrowser(string principal, string passwordHash, byte[] box) =>
        box.Length > 0 && OpenState(BrowserPurpose, principal, box) is { } state && state.Content == seal.Key.Digest($"browser\0{passwordHash}");

    /// <summary>What a state holds; null when it is for something else, changed, or has ended.</summary>
    internal State? OpenState(string purpose, string principal, byte[] box)
    {
        try
        {
            return JsonSerializer.Deserialize<State>(seal.Key.Open(StateOf(purpose, principal), box)) is { } state && state.Until > time.GetUtcNow() ? state : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>What is kept of a state that was answered.</summary>
    public string DigestOf(byte[] state) => seal.Key.Digest(state);

    private byte[] SealState(string purpose, string principal, string content, TimeSpan life) =>
        seal.Key.Seal(StateOf(purpose, principal), JsonSerializer.SerializeToUtf8Bytes(new State(content, time.GetUtcNow() + life)));

    private static string KeyOf(string principal) => $"authenticator\0{principal}";

    private static string StateOf(string purpose, string principal) => $"state\0{purpose}\0{principal}";

    internal sealed record State(string Content, DateTimeOffset Until);
}
