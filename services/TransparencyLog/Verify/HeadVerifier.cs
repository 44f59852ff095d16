using System.Security.Cryptography;
using Referrals.TransparencyLog.Bundles;
using Referrals.TransparencyLog.Notes;
using Referrals.TransparencyLog.Trust;

namespace Referrals.TransparencyLog.Verify;

/// <summary>Whether a checkpoint is signed as it must be, by whom, and why they are believed.</summary>
internal sealed class HeadVerifier
{
    private readonly VerifyOptions options;
    private readonly Findings findings;
    private readonly List<VerifierKey> named;
    private readonly LogHead head;
    private LogTrust? trust;

    public HeadVerifier(LogHead head, VerifyOptions options, Findings findings)
    {
        (this.head, this.options, this.findings) = (head, options, findings);
        named = [.. head.Keys.Select(key => VerifierKey.TryParse(key, out _)).OfType<VerifierKey>()];
    }

    /// <summary>Verifies it; what it cannot read of the checkpoint is null in the report.</summary>
    public VerifyReport Verify()
    {
        if (SignedNote.TryParse(head.Checkpoint, out var error) is not { } note || Checkpoint.TryParse(note.Text, out error) is not { } checkpoint)
        {
            findings.Add(FindingCodes.Malformed, LogFiles.Checkpoint, error);
            return new VerifyReport();
        }

        var believed = Trust(checkpoint.Origin);
        CheckSuccessions(checkpoint.Origin, believed);
        CheckSignatures(note);
        var verified = believed.TryVerify(head.Checkpoint, out error);
        if (verified is null)
            findings.Add(FindingCodes.Signature, LogFiles.Checkpoint, error);
        else if (verified.CosignedBy.Count < options.Required)
            findings.Add(FindingCodes.Unanchored, LogFiles.Checkpoint, $"{verified.CosignedBy.Count} operators of trusted witnesses have cosigned it and {options.Required} are required");
        return new VerifyReport
        {
            Checkpoint = checkpoint,
            Keys = [.. (verified?.SignedBy ?? []).Select(Report)],
            AnchoredBy = verified?.CosignedBy ?? [],
            OtherWitnesses = [.. Untrusted(note)],
        };
    }

    /// <summary>The earlier checkpoint, signed by the same log; null, with a finding, when it cannot be compared with.</summary>
    public Checkpoint? Earlier(string origin)
    {
        if (options.Earlier is not { } earlier)
            return null;
        var verified = (Trust(origin) with { Witnesses = [] }).TryVerify(earlier, out var error);
        if (verified is null)
            findings.Add(FindingCodes.Earlier, "earlier checkpoint", error);
        return verified?.Checkpoint;
    }

    /// <summary>Whom to believe about a log.</summary>
    public LogTrust Trust(string origin)
    {
        if (trust?.Origin == origin)
            return trust;
        var keys = options.LogKeys.Count > 0 ? options.LogKeys : [.. named.Where(key => key.Type == SignatureType.Note)];
        return trust = new LogTrust(origin, keys, options.Witnesses).WithSuccessors(head.Successions);
    }

    private void CheckSuccessions(string origin, LogTrust believed)
    {
        for (var i = 0; i < head.Successions.Count; i++)
        {
            if (KeySuccession.TryVerify(head.Successions[i], origin, believed.Keys) is null)
                findings.Add(FindingCodes.Succession, LogFiles.Succession(i + 1), "it does not name a successor, signed by a key of the log that is trusted");
        }

        if (head.Successions.Distinct().Count() < head.Successions.Count)
            findings.Add(FindingCodes.Succession, LogFiles.Successions, "a succession stands there twice");
    }

    private void CheckSignatures(SignedNote note)
    {
        foreach (var signature in note.Signatures)
        {
            var key = options.LogKeys.Concat(options.Witnesses.Select(witness => witness.Key)).Concat(named).FirstOrDefault(signature.IsOf);
            if (key is null)
                findings.Add(FindingCodes.UnknownSignature, LogFiles.Checkpoint, $"nobody names the key {signature.Name} with id {signature.KeyId:x8} that signed it");
        }

        foreach (var key in named.Where(key => note.IsSignedBy(key) == false))
            findings.Add(FindingCodes.Signature, LogFiles.Checkpoint, $"the signature of {key.Name} is wrong");
    }

    private IEnumerable<string> Untrusted(SignedNote note) => named
        .Where(key => key.Type == SignatureType.Cosignature && note.IsSignedBy(key) == true && !options.Witnesses.Any(witness => witness.Key.ToString() == key.ToString()))
        .Select(key => key.Name);

    /// <summary>A key of the log, and why it is believed.</summary>
    public KeyReport Report(VerifierKey key) => new(
        key.ToString(),
        Convert.ToHexStringLower(SHA256.HashData(key.PublicKey.Bytes)),
        options.LogKeys.Count == 0 ? KeyOrigin.Bundle : options.LogKeys.Any(given => given.ToString() == key.ToString()) ? KeyOrigin.Pinned : KeyOrigin.Succession);
}
