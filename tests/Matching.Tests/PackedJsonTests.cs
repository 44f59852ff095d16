using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Referrals.Matching.FindCandidates;
using Referrals.Matching.PlaceReferral;
using Referrals.Matching.ScoreMatch;
using Referrals.Matching.Storage;

namespace Referrals.Matching.Tests;

public sealed class PackedJsonTests
{
    [Fact]
    public void Whatever_is_packed_is_unpacked_again() => Prop.ForAll(
        ArbMap.Default.ArbFor<NonNull<string>>(),
        text =>
        {
            var json = JsonSerializer.Serialize(text.Get);
            Assert.Equal(json, PackedJson.Unpack(PackedJson.Pack(json)));
        }).Check(Config.QuickThrowOnFailure);

    [Fact]
    public void An_explanation_of_nothing_takes_a_few_bytes()
    {
        var explanation = StoredExplanation.Of(null, new Candidates([], 0, []), MatchModel.Shipped, 200).Write();

        Assert.InRange(PackedJson.Pack(explanation).Length, 1, 32);
    }

    [Fact]
    public void What_was_packed_in_another_way_is_refused() => Assert.Throws<InvalidDataException>(() => PackedJson.Unpack([9, 0, 0]));
}
