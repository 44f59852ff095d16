using Referrals.Common.V1;
using Referrals.Platform.Credentials;

namespace Referrals.Platform.Tls;

/// <summary>Whether a caller's certificate and token go together.</summary>
public static class TlsRules
{
    /// <summary>Roles that stand for a system, which is known by its certificate. People show a token.</summary>
    public static bool IsKnownByCertificate(Role role) => role is Role.Agency or Role.Service;

    /// <summary>
    /// A token comes over its own principal's certificate, or that of the agency which its holder belongs to; a service of the
    /// exchange carries the tokens of those for whom it calls.
    /// </summary>
    /// <param name="token">Who the token says.</param>
    /// <param name="owner">Whose the certificate is.</param>
    public static bool GoTogether(Principal token, string owner) =>
        owner == token.Name
        || owner.StartsWith("service/", StringComparison.Ordinal)
        || (token.Agency is { } agency && owner == $"agency/{agency}");
}
