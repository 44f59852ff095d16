using Referrals.Cli.Errors;
using Referrals.TransparencyLog.Notes;

namespace Referrals.Cli.Export;

/// <summary>A checkpoint that somebody kept.</summary>
internal static class CheckpointFile
{
    /// <summary>The size that a file's checkpoint is of.</summary>
    public static async Task<long> ReadSizeAsync(string file, CancellationToken cancellationToken)
    {
        if (!File.Exists(file))
            throw new UsageException($"there is no file {file}");
        var note = SignedNote.TryParse(await File.ReadAllTextAsync(file, cancellationToken), out var error);
        return note is not null && Checkpoint.TryParse(note.Text, out error) is { } checkpoint ? checkpoint.Size : throw new UsageException($"{file} is no checkpoint: {error}");
    }
}
