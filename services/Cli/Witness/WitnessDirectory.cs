using System.Security.Cryptography;
using System.Text;
using Referrals.TransparencyLog.Notes;
using Referrals.TransparencyLog.Witness;

namespace Referrals.Cli.Witness;

/// <summary>A witness's files: its state of each log, and evidence against logs that contradicted themselves.</summary>
internal sealed class WitnessDirectory(string path, VerifierKey witness)
{
    private const int MostEvidence = 10_000;

    /// <summary>The name of a log in paths: SHA-256 of its origin, in hexadecimal.</summary>
    public static string NameOf(string origin) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(origin)));

    /// <summary>The state of a log.</summary>
    public WitnessSlots Open(string origin) => new(Path.Combine(path, "logs", NameOf(origin)), witness);

    /// <summary>
    /// Keeps what was cosigned before and the request that contradicts it; of a checkpoint once, since everybody may send requests with
    /// wrong proofs and the log alone makes checkpoints, and not without bound.
    /// </summary>
    public void KeepEvidence(WitnessState? state, AddCheckpoint request)
    {
        var directory = Directory.CreateDirectory(Path.Combine(path, "evidence"));
        var checkpoint = SignedNote.TryParse(request.Note, out _)!.Text;
        var file = Path.Combine(directory.FullName, $"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(checkpoint)))}.txt");
        if (File.Exists(file) || directory.EnumerateFiles().Take(MostEvidence).Count() == MostEvidence)
            return;
        DurableFile.Write(file, $"{state?.Note}\n{request}");
    }
}
