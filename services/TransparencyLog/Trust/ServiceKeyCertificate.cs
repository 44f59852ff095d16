using Referrals.TransparencyLog.Notes;
using Referrals.TransparencyLog.Signatures;

namespace Referrals.TransparencyLog.Trust;

/// <summary>
/// The log's key says which key a service signs its promises with: a note of three lines (what it is, the service, the
/// key's vkey) signed by the log.
/// </summary>
public static class ServiceKeyCertificate
{
    private const string Header = "referrals/service-key/v1";

    /// <summary>Certifies a service's key.</summary>
    public static string Sign(string service, VerifierKey serviceKey, VerifierKey logKey, ISigningKey logSigner) =>
        KeyStatement.Sign(Header, service, serviceKey, logKey, logSigner);

    /// <summary>The service and its key, certified by one of these keys of the log; null when the note is not that.</summary>
    public static (string Service, VerifierKey Key)? TryVerify(string certificate, IReadOnlyList<VerifierKey> logKeys) =>
        KeyStatement.TryVerify(certificate, Header, logKeys);
}
