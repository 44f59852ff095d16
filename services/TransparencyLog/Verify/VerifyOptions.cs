using Referrals.TransparencyLog.Notes;
using Referrals.TransparencyLog.Trust;

namespace Referrals.TransparencyLog.Verify;

/// <summary>What the one who verifies knows from elsewhere.</summary>
public sealed record VerifyOptions
{
    /// <summary>The log's keys as they were learned elsewhere; none to take them from what is verified.</summary>
    public IReadOnlyList<VerifierKey> LogKeys { get; init; } = [];

    /// <summary>Witnesses that are trusted, and who operates each.</summary>
    public IReadOnlyList<TrustedWitness> Witnesses { get; init; } = [];

    /// <summary>How many distinct operators must have cosigned.</summary>
    public int Required { get; init; }

    /// <summary>An earlier checkpoint of the log, a signed note; null for none.</summary>
    public string? Earlier { get; init; }

    /// <summary>Salts of commitments besides those in a bundle.</summary>
    public IReadOnlyList<Bundles.TrailSalt> Salts { get; init; } = [];

    /// <summary>Records that were promised, as verified receipts say: a whole log must hold them.</summary>
    public IReadOnlyList<Bundles.PromisedRecord> Promised { get; init; } = [];

    /// <summary>Whether a trail is taken in which records are withheld that whoever exported it may not read.</summary>
    public bool Partial { get; init; }

    /// <summary>The content, JSON: for each field that was committed to a member of its name; null for none.</summary>
    public string? Content { get; init; }

    /// <summary>Content with its salts; the records that committed to it are found by the referral.</summary>
    public IReadOnlyList<KnownContent> Known { get; init; } = [];
}
