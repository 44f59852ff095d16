namespace Referrals.Matching.ReadFeatures;

/// <summary>What is compared of a narrative, without its words.</summary>
/// <param name="Signature">MinHash of its word shingles, the low eight bits of 100 numbers; empty when it is too short.</param>
/// <param name="Words">Hashes of its unusual words, each once, in the order in which they first stand; bounded. Not kept with the features.</param>
public sealed record NarrativeFeatures(IReadOnlyList<byte> Signature, IReadOnlyList<ulong> Words)
{
    public static NarrativeFeatures None { get; } = new([], []);
}
