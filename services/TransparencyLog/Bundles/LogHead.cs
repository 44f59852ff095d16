using Referrals.TransparencyLog.Notes;

namespace Referrals.TransparencyLog.Bundles;

/// <summary>What an exported log has beside its leaves.</summary>
/// <param name="Checkpoint">The checkpoint, a signed note.</param>
/// <param name="Keys">Verifier keys of the log and of its witnesses.</param>
/// <param name="Successions">How each key of the log named the next, oldest first.</param>
public sealed record LogHead(string Checkpoint, IReadOnlyList<string> Keys, IReadOnlyList<string> Successions)
{
    /// <summary>Reads it from a directory; what is wrong goes to <paramref name="wrong"/> as (file, reason), and that part is empty.</summary>
    public static LogHead Read(string directory, Action<string, string> wrong)
    {
        var checkpoint = LogFiles.TryReadText(Path.Combine(directory, LogFiles.Checkpoint), SignedNote.MaximumLength, out var error);
        if (checkpoint is null)
            wrong(LogFiles.Checkpoint, error);
        return new LogHead(checkpoint ?? "", ReadKeys(directory, wrong), ReadSuccessions(directory, wrong));
    }

    /// <summary>Writes it, the checkpoint last and at once: as long as it is not there the log is not either.</summary>
    public void Write(string directory)
    {
        var successions = Path.Combine(directory, LogFiles.Successions);
        if (Directory.Exists(successions))
            Directory.Delete(successions, recursive: true);
        if (Successions.Count > 0)
            Directory.CreateDirectory(successions);
        for (var i = 0; i < Successions.Count; i++)
            Replace(Path.Combine(directory, LogFiles.Succession(i + 1)), Successions[i]);
        Replace(Path.Combine(directory, LogFiles.Keys), string.Concat(Keys.Select(key => $"{key}\n")));
        Replace(Path.Combine(directory, LogFiles.Checkpoint), Checkpoint);
    }

    private static string[] ReadKeys(string directory, Action<string, string> wrong)
    {
        const int Limit = LogFiles.MaximumKeys * 600;
        if (LogFiles.TryReadText(Path.Combine(directory, LogFiles.Keys), Limit, out var error) is { } text)
        {
            var lines = text.Split('\n');
            if (lines[^1].Length > 0 || lines.Length < 2 || lines.Length > LogFiles.MaximumKeys + 1)
                error = $"it has 1 to {LogFiles.MaximumKeys} lines, each a verifier key";
            else if (lines[..^1].Distinct().Count() < lines.Length - 1)
                error = "a key stands in it twice";
            else if (lines[..^1].Select(line => VerifierKey.TryParse(line, out var reason) is null ? reason : "").FirstOrDefault(reason => reason.Length > 0) is { } reason)
                error = $"not a verifier key: {reason}";
            else
                return lines[..^1];
        }

        wrong(LogFiles.Keys, error);
        return [];
    }

    private static List<string> ReadSuccessions(string directory, Action<string, string> wrong)
    {
        var successions = new List<string>();
        for (var number = 1; number <= LogFiles.MaximumKeys && File.Exists(Path.Combine(directory, LogFiles.Succession(number))); number++)
        {
            var note = LogFiles.TryReadText(Path.Combine(directory, LogFiles.Succession(number)), SignedNote.MaximumLength, out var error);
            if (note is null)
                wrong(LogFiles.Succession(number), error);
            successions.Add(note ?? "");
        }

        return successions;
    }

    private static void Replace(string path, string text)
    {
        File.WriteAllText($"{path}.new", text, LogFiles.Utf8);
        File.Move($"{path}.new", path, overwrite: true);
    }
}
