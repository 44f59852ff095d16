using System.Text;
using Referrals.Platform.Commands;

namespace Referrals.Intake.CheckSubmission;

/// <summary>What holds for every text of a submission: its length, no control characters, and nothing that could be a picture.</summary>
public static class TextRules
{
    /// <summary>A text that may be empty, with at most so many Unicode scalar values.</summary>
    public static void Optional(Violations violations, string text, string path, int maximum)
    {
        if (text.Length > maximum && Scalars(text) > maximum)
            violations.Require(false, path, $"must have at most {maximum} characters", "TOO_LONG");
        violations.Require(!HasControl(text), path, "must not hold control characters other than tab and line ends, nor broken Unicode", "MALFORMED");
        violations.Require(!MediaRules.HoldsMedia(text), path, "must not hold a data: URI or a run of more than 1,024 base64 characters: no media enters", "MEDIA_REFUSED");
    }

    /// <summary>A text that must be given.</summary>
    public static void Required(Violations violations, string text, string path, int maximum)
    {
        if (violations.Require(!string.IsNullOrWhiteSpace(text), path, "is required", "REQUIRED"))
            Optional(violations, text, path, maximum);
    }

    private static int Scalars(string text)
    {
        var count = 0;
        foreach (var _ in text.EnumerateRunes())
            count++;
        return count;
    }

    private static bool HasControl(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsControl(c) && c is not ('\t' or '\n' or '\r'))
                return true;
            if (char.IsSurrogate(c) && (!Rune.TryGetRuneAt(text, i, out var rune) || rune.Utf16SequenceLength != 2))
                return true;
            if (char.IsHighSurrogate(c))
                i++;
        }

        return false;
    }
}
