using FsCheck;
using FsCheck.Fluent;
using Referrals.TransparencyLog.Tiles;
using Referrals.TransparencyLog.Tree;
using Xunit;

namespace Referrals.TransparencyLog.Tests.Tree;

/// <summary>Trees kept as tiles, grown in steps of any length.</summary>
public sealed class TileLaws
{
    private static readonly Arbitrary<int[]> Steps = (
        from count in Gen.Choose(1, 4)
        from steps in Gen.Choose(1, 700).ListOf(count)
        select steps.ToArray()).ToArbitrary();

    [Fact]
    public void A_tree_grown_in_steps_has_the_roots_and_proofs_of_the_definition() => Prop.ForAll(Steps, steps => GrowsAsync(steps).GetAwaiter().GetResult()).Check(
        Config.QuickThrowOnFailure.WithMaxTest(15));

    [Fact]
    public async Task A_tree_of_three_levels_gives_proofs_that_lead_to_its_root()
    {
        var tiles = new MemoryTiles();
        const int Size = 70_000;
        var frontier = new TreeFrontier();
        var leaves = Reference.Leaves(Size);
        await tiles.AppendAsync(0, leaves);
        foreach (var leaf in leaves)
            frontier.Append(leaf);
        var tree = new TileTree(Size, tiles.ReadAsync);
        var root = await tree.RootAsync(Size, CancellationToken.None);

        Assert.Equal(frontier.Root(), root);
        foreach (var index in new[] { 0, 255, 256, 65_535, 65_536, 69_887, 69_999 })
        {
            var proof = await tree.InclusionAsync(index, Size, CancellationToken.None);
            Assert.True(InclusionProof.Verify(index, Size, leaves[index], proof, root));
        }

    }

    [Fact]
    public void A_log_has_the_tiles_that_tlog_tiles_counts()
    {
        // Its example: 273 full and one of 112, one full and one of 17, one of 1.
        var paths = TilePath.NewBetween(0, 70_000).Where(path => path.Level >= 0).ToList();
        Assert.Equal([(0, 273), (1, 1)], paths.Where(path => path.Width == TilePath.FullWidth).CountBy(path => path.Level).Select(level => (level.Key, level.Value)));
        Assert.Equal([112, 17, 1], paths.Where(path => path.Width < TilePath.FullWidth).Select(path => path.Width));
    }

    private static async Task<bool> GrowsAsync(int[] steps)
    {
        var tiles = new MemoryTiles();
        var leaves = Reference.Leaves(steps.Sum());
        var sizes = new List<int>();
        foreach (var step in steps)
        {
            var before = sizes.LastOrDefault();
            await tiles.AppendAsync(before, leaves.AsMemory(before, step));
            sizes.Add(before + step);
        }

        var tree = new TileTree(leaves.Length, tiles.ReadAsync);
        foreach (var size in sizes)
        {
            var some = leaves.AsSpan(0, size).ToArray();
            var root = await tree.RootAsync(size, CancellationToken.None);
            if (!root.AsSpan().SequenceEqual(Reference.Root(some))
                || !Same(await tree.InclusionAsync(size / 2, size, CancellationToken.None), Reference.Path(size / 2, some))
                || !Same(await tree.ConsistencyAsync(size, leaves.Length, CancellationToken.None), Reference.Consistency(size, leaves)))
                return false;
        }

        return true;
    }

    private static bool Same(List<byte[]> some, List<byte[]> others) => some.Select(Convert.ToHexString).SequenceEqual(others.Select(Convert.ToHexString));
}
