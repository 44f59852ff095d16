using System.Text.Json;
using Referrals.Common.V1;
using Referrals.Platform.Outbox;

namespace Referrals.Matching.PlaceReferral;

/// <summary>Why a referral was placed or a case suggested, as it is stored. Values are not in it: keys lead to the masked ones while they exist.</summary>
public sealed record StoredExplanation
{
    public string Model { get; init; } = LinkRules.Version;

    /// <summary>The referral of the case that came nearest.</summary>
    public string? Exemplar { get; init; }

    public IReadOnlyList<StoredComparison> Shared { get; init; } = [];

    public IReadOnlyList<StoredComparison> Dropped { get; init; } = [];

    /// <summary>Cases compared.</summary>
    public int Candidates { get; init; }

    /// <summary>Cases beyond which a key was hot.</summary>
    public int Cap { get; init; }

    public static StoredExplanation Of(LinkDecision decision, CaseMatch? match, int cap) => new()
    {
        Exemplar = match?.ExemplarReferralId,
        Shared = [.. (match?.Shared ?? []).Select(StoredComparison.Of)],
        Dropped = [.. decision.Dropped.Select(StoredComparison.Of)],
        Candidates = decision.Candidates,
        Cap = cap,
    };

    public static StoredExplanation Read(string text) => JsonSerializer.Deserialize<StoredExplanation>(text, EventJson.Options)!;

    public string Write() => EventJson.Write(this);

    /// <summary>Without the keys of an erased referral.</summary>
    public StoredExplanation WithoutKeys() => this with
    {
        Shared = [.. Shared.Select(comparison => comparison with { Token = 0 })],
        Dropped = [.. Dropped.Select(comparison => comparison with { Token = 0 })],
    };
}

/// <summary>A key that was shared, or dropped as hot, and in how many referrals it stood then.</summary>
public sealed record StoredComparison(IdentifierType Type, long Token, int Frequency)
{
    public static StoredComparison Of(KeyEvidence key) => new(key.Type, key.Token, key.Frequency);
}
