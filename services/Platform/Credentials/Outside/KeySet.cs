using Microsoft.IdentityModel.Tokens;

namespace Referrals.Platform.Credentials.Outside;

/// <summary>Keys as they were read at one time.</summary>
/// <param name="Keys">Public keys of pairs.</param>
/// <param name="Stamp">When their file was written; nothing for an address.</param>
/// <param name="ReadAt">Timestamp of the clock when they were read.</param>
internal sealed record KeySet(IReadOnlyCollection<SecurityKey> Keys, DateTime Stamp, long ReadAt)
{
    public static KeySet None { get; } = new([], default, 0);

    public bool Has(string keyId) => Keys.Any(key => key.KeyId == keyId);
}
