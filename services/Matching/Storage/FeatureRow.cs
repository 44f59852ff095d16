namespace Referrals.Matching.Storage;

/// <summary>What is stored of a referral (supplement 0) or of a supplement.</summary>
/// <param name="Sealed">What is compared of it.</param>
/// <param name="Brought">Keys that it brought into its case first: by these the case is found.</param>
/// <param name="Shared">Keys that its case had already.</param>
/// <param name="Words">The unusual words of its narrative, in the order in which they first stand.</param>
internal sealed record FeatureRow(
    string CaseId, string ReferralId, int Supplement, byte[] Sealed, IReadOnlyList<long> Brought, IReadOnlyList<long> Shared, IReadOnlyList<int> Words);
