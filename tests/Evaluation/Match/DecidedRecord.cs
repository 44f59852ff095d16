using Referrals.Matching.DecideMatch;

namespace Referrals.Evaluation.Match;

/// <summary>What was decided of a record; the entity is only read afterwards.</summary>
internal sealed record DecidedRecord(string Id, string? Entity, string CaseId, MatchingDecision Decision)
{
    /// <summary>Cases with a like narrative, where they are asked for: the likest first.</summary>
    public IReadOnlyList<string> Similar { get; init; } = [];
}
