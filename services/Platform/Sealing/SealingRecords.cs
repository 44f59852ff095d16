using System.Globalization;
using Referrals.Platform.Auditing;
using Referrals.Platform.Credentials;

namespace Referrals.Platform.Sealing;

/// <summary>What the log holds of key-encryption keys.</summary>
internal static class SealingRecords
{
    public static AuditEntry Created(int version, Principal? actor) => Of(AuditTypes.KeyCreated, version) with { Actor = actor };

    public static AuditEntry Retired(int version) => Of(AuditTypes.KeyRetired, version);

    private static AuditEntry Of(string type, int version) => new()
    {
        Type = type,
        Details = new Dictionary<string, string> { ["key"] = "sealing", ["version"] = version.ToString(CultureInfo.InvariantCulture) },
    };
}
