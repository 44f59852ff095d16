namespace Referrals.Matching.PlaceReferral;

/// <summary>What the rules say of a referral.</summary>
/// <param name="Linked">The case that it belongs in; null: a new one.</param>
/// <param name="Suggested">Cases for an officer to look at.</param>
/// <param name="Dropped">Hot keys, which decided nothing.</param>
public sealed record LinkDecision(CaseMatch? Linked, IReadOnlyList<CaseMatch> Suggested, IReadOnlyList<KeyEvidence> Dropped)
{
    /// <summary>Cases that were compared.</summary>
    public int Candidates => Suggested.Count + (Linked is null ? 0 : 1);
}
