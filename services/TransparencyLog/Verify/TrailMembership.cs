using System.Text;
using Referrals.TransparencyLog.Bundles;

namespace Referrals.TransparencyLog.Verify;

/// <summary>
/// Which leaves of a stream a trail must have: all of the streams that bear its subject's name; of a case's streams those
/// written while the referral was in the case, as the records that placed it say; of others those that name it.
/// </summary>
/// <param name="subject">Whose trail.</param>
/// <param name="withheld">Where records of it are withheld; null to take every gap for one, and to say afterwards where they are.</param>
internal sealed class TrailMembership(string subject, IReadOnlyList<TrailGap>? withheld)
{
    private const string Cases = "cases/";
    private readonly List<(long From, string Case)> placements = [];

    /// <summary>The stream of the subject; those below it are its own too.</summary>
    public string Own { get; } = subject.StartsWith("ref-", StringComparison.Ordinal) ? $"referrals/{subject}"
        : subject.StartsWith("case-", StringComparison.Ordinal) ? $"{Cases}{subject}"
        : subject;

    /// <summary>The gaps that were met and are withheld, in the order of the log.</summary>
    public List<TrailGap> Gaps { get; } = [];

    /// <summary>Whether so many records are withheld, of which the last stands there.</summary>
    public bool Withholds(long count, long index)
    {
        var gap = new TrailGap(count, index);
        if (withheld?.Contains(gap) == false || Gaps.Contains(gap))
            return false;
        Gaps.Add(gap);
        return true;
    }

    public bool IsOwn(string stream) => stream == Own || stream.StartsWith($"{Own}/", StringComparison.Ordinal);

    /// <summary>Takes note of a record that places the subject in a case.</summary>
    public void Note(long index, in LeafFields leaf)
    {
        if (!leaf.Service.SequenceEqual("matching"u8) || leaf.Referral.IsEmpty || Encoding.UTF8.GetString(leaf.Referral) != subject)
            return;
        if (CaseOf(Encoding.UTF8.GetString(leaf.Stream)) is { } found && Encoding.UTF8.GetString(leaf.Type) is "matched" or "linked" or "split" or "merged")
            placements.Add((index, found));
    }

    /// <summary>Whether the leaf of this stream at this index belongs to the trail.</summary>
    public bool Covers(string stream, long index)
    {
        if (IsOwn(stream))
            return true;
        var last = placements.LastOrDefault(placement => placement.From <= index);
        return last.Case is { } then && CaseOf(stream) == then;
    }

    private static string? CaseOf(string stream) =>
        !stream.StartsWith(Cases, StringComparison.Ordinal) ? null : stream.IndexOf('/', Cases.Length) is var end && end < 0 ? stream[Cases.Length..] : stream[Cases.Length..end];
}
