using System.Text.Json;
using Referrals.Common.V1;
using Referrals.Matching.DecideMatch;
using Referrals.Matching.FindCandidates;
using Referrals.Matching.MakeKeys;
using Referrals.Matching.ReadFeatures;
using Referrals.Matching.ScoreMatch;
using Referrals.Matching.V1;
using Referrals.Platform.Outbox;

namespace Referrals.Matching.PlaceReferral;

/// <summary>
/// Why a referral was placed or a case suggested, as it is stored. Values are in it masked only, until the referral is erased;
/// adding up what it holds gives the total again, to the bit.
/// </summary>
public sealed record StoredExplanation
{
    public string Model { get; init; } = "";

    /// <summary>The referral of the case that came nearest.</summary>
    public string? Exemplar { get; init; }

    /// <summary>Hot keys, which led nowhere.</summary>
    public IReadOnlyList<DroppedKey> Dropped { get; init; } = [];

    /// <summary>What of the referral was not compared; null for nothing.</summary>
    public IReadOnlyList<SetAsideCount>? SetAside { get; init; }

    /// <summary>Of a suggestion: why it is none the machine links by itself; null where that was not kept.</summary>
    public LinkObstacle? Obstacle { get; init; }

    public double Prior { get; init; }

    public IReadOnlyList<ScoredComparison> Comparisons { get; init; } = [];

    public IReadOnlyList<GroupSum> Groups { get; init; } = [];

    public double LinkBits { get; init; }

    public double SuggestBits { get; init; }

    /// <summary>Cases compared.</summary>
    public int Candidates { get; init; }

    /// <summary>Cases that the bound on work left out.</summary>
    public int Left { get; init; }

    /// <summary>Cases beyond which a key was hot.</summary>
    public int Cap { get; init; }

    private const int MostSetAside = 100;

    /// <summary>The score, put together again.</summary>
    public MatchScore Score() => new(Prior, Comparisons, Groups);

    public static StoredExplanation Of(ScoredCase? match, Candidates candidates, MatchModel model, int cap) => new()
    {
        Model = model.Version,
        Exemplar = match?.ExemplarReferralId,
        Prior = match?.Score.Prior ?? 0,
        Comparisons = [.. (match?.Score.Comparisons ?? []).Select(comparison => comparison with { Value = comparison.Value.Length == 0 ? "" : Masking.Mask(comparison.Value) })],
        Groups = match?.Score.Groups ?? [],
        LinkBits = model.LinkBits,
        SuggestBits = model.SuggestBits,
        Dropped = [.. candidates.Hot.Select(DroppedKey.Of)],
        Candidates = candidates.Cases.Count,
        Left = candidates.Left,
        Cap = cap,
    };

    /// <summary>With what of a referral was not compared.</summary>
    public StoredExplanation Without(IReadOnlyList<SetAside> values) => values.Count == 0 ? this : this with
    {
        SetAside = [.. values.GroupBy(value => value).Take(MostSetAside).Select(group => new SetAsideCount(group.Key.Type, group.Key.Reason, group.Count()) { Field = group.Key.Field })],
    };

    public static StoredExplanation Read(string text) => JsonSerializer.Deserialize<StoredExplanation>(text, EventJson.Options)!;

    public string Write() => EventJson.Write(this);

    /// <summary>Without the masked values of an erased referral.</summary>
    public StoredExplanation WithoutValues() => this with
    {
        Dropped = [.. Dropped.Select(key => key with { Masked = "" })],
        Comparisons = [.. Comparisons.Select(comparison => comparison with { Value = "" })],
    };
}

/// <summary>Values of one kind that were not compared for one reason, and how many.</summary>
public sealed record SetAsideCount(IdentifierType Type, string Reason, int Count)
{
    public ComparedField Field { get; init; } = ComparedField.Identifier;
}

/// <summary>A key that was dropped as hot, and in how many cases it stood then.</summary>
public sealed record DroppedKey(IdentifierType Type, int Frequency, string Masked)
{
    public ComparedField Field { get; init; } = ComparedField.Identifier;

    internal static DroppedKey Of(KeyEvidence evidence) => new(evidence.Key.Type, evidence.InCases, evidence.Key.Masked) { Field = evidence.Key.Field };
}
