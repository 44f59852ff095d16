using Referrals.Platform.Auditing;
using Referrals.Platform.Credentials;
using Referrals.TransparencyLog.Notes;

namespace Referrals.Audit.RotateKey;

/// <summary>What the log says of keys: its own and those that it certifies.</summary>
internal static class KeyRecords
{
    /// <summary>The stream of what happens to the log itself.</summary>
    public const string Stream = "log";

    /// <summary>A record that a key came or went.</summary>
    /// <param name="type">Created or retired.</param>
    /// <param name="actor">Who did it.</param>
    /// <param name="key">The key.</param>
    /// <param name="holder">Whose it is: <c>log</c>, or a service.</param>
    public static AuditEntry Of(string type, Principal actor, VerifierKey key, string holder) => new()
    {
        Type = type,
        Actor = actor,
        Details = new Dictionary<string, string> { ["holder"] = holder, ["key"] = key.ToString() },
    };
}
