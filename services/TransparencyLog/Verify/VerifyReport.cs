using Referrals.TransparencyLog.Notes;

namespace Referrals.TransparencyLog.Verify;

/// <summary>What was verified, and what is wrong with it.</summary>
public sealed record VerifyReport
{
    /// <summary>The checkpoint; null when it is not to be read.</summary>
    public Checkpoint? Checkpoint { get; init; }

    /// <summary>The keys of the log that signed it.</summary>
    public IReadOnlyList<KeyReport> Keys { get; init; } = [];

    /// <summary>The operators of trusted witnesses that cosigned it; none when it is unanchored.</summary>
    public IReadOnlyList<string> AnchoredBy { get; init; } = [];

    /// <summary>Cosignatures that verify, of witnesses that are not trusted: names of their keys.</summary>
    public IReadOnlyList<string> OtherWitnesses { get; init; } = [];

    /// <summary>Whose trail it is; empty for a whole log.</summary>
    public string Subject { get; init; } = "";

    /// <summary>How many leaves were read.</summary>
    public long Leaves { get; init; }

    /// <summary>How many streams they are of.</summary>
    public int Streams { get; init; }

    /// <summary>How many there are of each type of event.</summary>
    public IReadOnlyDictionary<string, long> Types { get; init; } = new Dictionary<string, long>();

    /// <summary>Size of the earlier checkpoint that it is consistent with; null when none was given or it is not.</summary>
    public long? ConsistentWith { get; init; }

    /// <summary>How many records of a trail are withheld, as those that follow them say.</summary>
    public long Withheld { get; init; }

    /// <summary>How many commitments agree with the content.</summary>
    public int Commitments { get; init; }

    /// <summary>How many promises were read.</summary>
    public int Promises { get; init; }

    /// <summary>How many of them the log has kept, as far as the file proves.</summary>
    public int Kept { get; init; }

    /// <summary>The first thousand things that are wrong.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];

    /// <summary>How many things are wrong.</summary>
    public long FindingCount { get; init; }

    /// <summary>Whether nothing is wrong.</summary>
    public bool IsSound => FindingCount == 0;
}
