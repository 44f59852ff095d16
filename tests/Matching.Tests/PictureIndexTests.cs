using FsCheck;
using FsCheck.Fluent;
using Referrals.Matching.FindPictures;

namespace Referrals.Matching.Tests;

public sealed class PictureIndexTests
{
    [Fact]
    public void Whatever_is_within_31_bits_is_found_and_nothing_else() => Prop.ForAll(
        Gen.Choose(0, 64).ToArbitrary(), Gen.Choose(0, int.MaxValue).ToArbitrary(), (flips, seed) =>
        {
            var random = new Random(seed);
            var hash = new PictureHash((ulong)random.NextInt64(), (ulong)random.NextInt64(), (ulong)random.NextInt64(), (ulong)random.NextInt64());
            var bits = Enumerable.Range(0, 256).ToArray();
            random.Shuffle(bits);
            var near = bits.Take(flips).Aggregate(hash, (current, bit) => (bit / 64) switch
            {
                0 => current with { A = current.A ^ (1UL << (bit % 64)) },
                1 => current with { B = current.B ^ (1UL << (bit % 64)) },
                2 => current with { C = current.C ^ (1UL << (bit % 64)) },
                _ => current with { D = current.D ^ (1UL << (bit % 64)) },
            });
            var index = new PictureIndex<string>();
            index.Add(near, "near");

            Assert.Equal(flips <= 31 ? [("near", flips)] : [], index.Find(hash));
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("")]
    [InlineData("zz")]
    [InlineData("f162eb9daab170c0567fe3632d9a5548c5612982dd5e374a7424ebbc8a835c9 ")]
    public void What_is_no_hash_is_none(string text) => Assert.Null(PictureHash.Parse(text));
}
