using Referrals.Matching.ScoreMatch;
using Referrals.Matching.TrainModel;

namespace Referrals.Matching.Tests;

public sealed class ModelTrainerTests
{
    private const int Pairs = 8_000;
    private static readonly (string Level, double M, double U)[] Given = [("given.exact", 0.6, 0.01), ("given.close", 0.2, 0.01), ("given.contradiction", 0.2, 0.98)];
    private static readonly (string Level, double M, double U)[] Birth = [("birth.exact", 0.5, 0.001), ("birth.close", 0.3, 0.002), ("birth.contradiction", 0.2, 0.997)];
    private static readonly (string Level, double M, double U)[] Place = [("locality.exact", 0.8, 0.1), ("locality.contradiction", 0.2, 0.9)];

    [Fact]
    public void How_often_levels_occur_within_a_matter_is_learned_though_nobody_says_which_pairs_are_one()
    {
        var random = new Random(7);
        var candidates = Enumerable.Range(0, Pairs).Select(i => Draw(random, isMatch: i % 3 == 0)).ToList();
        var chance = Enumerable.Range(0, Pairs).Select(_ => Draw(random, isMatch: false)).ToList();

        var (model, share) = ModelTrainer.Train(MatchModel.Shipped, candidates, chance, "fs-t");

        Assert.Equal("fs-t", model.Version);
        Assert.InRange(share, 0.30, 0.37);
        foreach (var (level, m, u) in Given.Concat(Birth).Concat(Place).Where(truth => truth.U >= 0.01))
        {
            if (Bounded(level, Math.Log2(m / u)) == Math.Log2(m / u))
                Assert.InRange(model.Levels[level].U, u * 0.7, u * 1.4);
            Assert.InRange(Math.Log2(model.Levels[level].M / model.Levels[level].U), Bounded(level, Math.Log2(m / u)) - 0.4, Bounded(level, Math.Log2(m / u)) + 0.4);
        }
    }

    [Fact]
    public void What_is_seen_too_seldom_keeps_its_weight_and_so_does_what_says_nothing_when_it_is_missing()
    {
        var random = new Random(7);
        var (model, _) = ModelTrainer.Train(MatchModel.Shipped, [.. Enumerable.Range(0, 20).Select(i => Draw(random, i % 2 == 0))], [], "fs-t");

        Assert.Equal(MatchModel.Shipped.Levels, model.Levels);
        Assert.Equal(MatchModel.Shipped.Levels, ModelTrainer.Train(MatchModel.Shipped, [], [], "fs-t").Model.Levels);
    }

    [Fact]
    public void No_store_turns_agreement_against_a_match_or_moves_a_weight_far()
    {
        var random = new Random(7);

        // Strangers who agree in everything, and matches that agree in nothing.
        var upsideDown = Enumerable.Range(0, Pairs).Select(_ => Draw(random, isMatch: true)).ToList();
        var (model, _) = ModelTrainer.Train(MatchModel.Shipped, [.. Enumerable.Range(0, Pairs).Select(_ => Draw(random, isMatch: false))], upsideDown, "fs-t");

        foreach (var (name, level) in model.Levels)
        {
            var (before, after) = (Bits(MatchModel.Shipped.Levels[name]), Bits(level));
            Assert.Equal(Math.Sign(before), Math.Sign(after));
            Assert.InRange(after, before - ModelTrainer.MostBits - 1e-6, before + ModelTrainer.MostBits + 1e-6);
        }
    }

    [Fact]
    public void A_trained_model_is_read_as_it_was_written()
    {
        var random = new Random(7);
        var (model, _) = ModelTrainer.Train(MatchModel.Shipped, [.. Enumerable.Range(0, Pairs).Select(i => Draw(random, i % 3 == 0))], [], "fs-t");

        Assert.Equal(model.Levels, MatchModel.Read(model.Write()).Levels);
    }

    private static Observation Draw(Random random, bool isMatch)
    {
        var levels = new[] { Given, Birth, Place }.Select(field => Draw(random, field, isMatch)).ToDictionary(Observation.FieldOf);
        return new Observation(levels, levels.Values.Sum(level => Bits(MatchModel.Shipped.Levels[level])));
    }

    private static string Draw(Random random, (string Level, double M, double U)[] field, bool isMatch)
    {
        var at = random.NextDouble();
        foreach (var (level, m, u) in field)
        {
            at -= isMatch ? m : u;
            if (at < 0)
                return level;
        }

        return field[^1].Level;
    }

    [Fact]
    public void A_model_of_before_has_the_levels_that_came_since()
    {
        var former = MatchModel.Shipped with { Version = "fs-0.t1", Levels = MatchModel.Shipped.Levels.Where(level => level.Key != "reference.unscoped").ToDictionary() };

        var read = MatchModel.Read(former.Write());

        Assert.Equal("fs-0.t1", read.Version);
        Assert.Equal(MatchModel.Shipped.Levels["reference.unscoped"], read.Levels["reference.unscoped"]);
    }

    private static double Bounded(string level, double bits) =>
        Math.Clamp(bits, Bits(MatchModel.Shipped.Levels[level]) - ModelTrainer.MostBits, Bits(MatchModel.Shipped.Levels[level]) + ModelTrainer.MostBits);

    private static double Bits(ModelLevel level) => Math.Log2(level.M / level.U);
}
