using FsCheck;
using FsCheck.Fluent;
using Referrals.TransparencyLog.Tree;
using Xunit;

namespace Referrals.TransparencyLog.Tests.Tree;

/// <summary>What holds for proofs of any tree.</summary>
public sealed class ProofLaws
{
    private const int Largest = 300;
    private static readonly Config Often = Config.QuickThrowOnFailure.WithMaxTest(100);

    private static readonly Arbitrary<(int Size, int Index, int Alteration)> Places = (
        from size in Gen.Choose(1, Largest)
        from index in Gen.Choose(0, size - 1)
        from alteration in Gen.Choose(0, int.MaxValue - 1)
        select (size, index, alteration)).ToArbitrary();

    [Fact]
    public void The_frontier_gives_the_root_of_the_definition() => Check(place =>
    {
        var leaves = Reference.Leaves(place.Size, place.Alteration);
        var frontier = new TreeFrontier();
        foreach (var leaf in leaves)
            frontier.Append(leaf);
        return frontier.Root().AsSpan().SequenceEqual(Reference.Root(leaves));
    });

    [Fact]
    public void A_proof_of_inclusion_is_believed_and_no_altered_one_is() => Check(place =>
    {
        var (size, index, alteration) = place;
        var leaves = Reference.Leaves(size);
        var root = Reference.Root(leaves);
        var proof = Reference.Path(index, leaves);
        return InclusionProof.Verify(index, size, leaves[index], proof, root)
            && !InclusionProof.Verify((index + 1 + alteration % size) % (size + 1), size, leaves[index], proof, root)
            && !InclusionProof.Verify(index, size, Flipped(leaves[index], alteration), proof, root)
            && !InclusionProof.Verify(index, size, leaves[index], proof, Flipped(root, alteration))
            && Altered(proof, alteration).All(altered => !InclusionProof.Verify(index, size, leaves[index], altered, root));
    });

    [Fact]
    public void A_proof_of_consistency_is_believed_and_no_altered_one_is() => Check(place =>
    {
        var (size, index, alteration) = place;
        var first = index + 1;
        var leaves = Reference.Leaves(size);
        var (before, root) = (Reference.Root(leaves.AsSpan(0, first)), Reference.Root(leaves));
        var proof = Reference.Consistency(first, leaves);
        return ConsistencyProof.Verify(first, before, size, root, proof)
            && !ConsistencyProof.Verify(first, Flipped(before, alteration), size, root, proof)
            && !ConsistencyProof.Verify(first, before, size, Flipped(root, alteration), proof)
            && Altered(proof, alteration).All(altered => !ConsistencyProof.Verify(first, before, size, root, altered));
    });

    [Fact]
    public void A_fork_is_consistent_with_nothing() => Check(place =>
    {
        var (size, index, alteration) = place;
        var leaves = Reference.Leaves(size);
        var before = Reference.Root(leaves.AsSpan(0, index + 1));
        var fork = Reference.Leaves(size);
        fork[alteration % (index + 1)] = Reference.Leaf([1, 2, 3]);
        return !ConsistencyProof.Verify(index + 1, before, size, Reference.Root(fork), Reference.Consistency(index + 1, fork));
    });

    private static void Check(Func<(int Size, int Index, int Alteration), bool> law) => Prop.ForAll(Places, law).Check(Often);

    /// <summary>One hash with a bit changed, one too few, one too many, two in another order.</summary>
    private static IEnumerable<List<byte[]>> Altered(List<byte[]> proof, int alteration)
    {
        yield return [.. proof, Reference.Leaf([9])];
        yield return [Reference.Leaf([9]), .. proof];
        if (proof.Count == 0)
            yield break;
        var at = alteration % proof.Count;
        yield return [.. proof[..at], Flipped(proof[at], alteration), .. proof[(at + 1)..]];
        yield return [.. proof[..at], .. proof[(at + 1)..]];
        if (proof.Count > 1)
            yield return [.. proof[1..], proof[0]];
    }

    private static byte[] Flipped(byte[] hash, int alteration)
    {
        var other = hash.ToArray();
        other[alteration / 8 % other.Length] ^= (byte)(1 << alteration % 8);
        return other;
    }
}
