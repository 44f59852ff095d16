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
    public static string Sign(string service, VerifierKey serviceKey, VerifierKey logKey, ISigningKey logSigner)
    {
        var text = $"{Header}\n{service}\n{serviceKey}\n";
        return new SignedNote(text, [SignedNote.Sign(text, logKey, logSigner)]).ToString();
    }

    /// <summary>The service and its key, certified by one of these keys of the log; null when the note is not that.</summary>
    public static (string Service, VerifierKey Key)? TryVerify(string certificate, IReadOnlyList<VerifierKey> logKeys)
    {
        if (SignedNote.TryParse(certificate, out _) is not { } note)
            return null;
        var signed = logKeys.Select(note.IsSignedBy).ToList();
        if (!signed.Contains(true) || signed.Contains(false))
            return null;
        var lines = note.Text.Split('\n');
        return lines.Length == 4 && lines[0] == Header && VerifierKey.TryParse(lines[2], out _) is { Type: SignatureType.Note } key ? (lines[1], key) : null;
    }
}
