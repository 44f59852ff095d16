using System.Runtime.CompilerServices;

namespace Referrals.Matching.ScoreMatch;

/// <summary>A model applied to a corpus: what each level weighs in bits.</summary>
public sealed class Weights(MatchModel model, Corpus corpus)
{
    // Of a model, not of a corpus: made once.
    private static readonly ConditionalWeakTable<MatchModel, Dictionary<string, double>> OfModel = [];

    private readonly Dictionary<string, double> plain =
        OfModel.GetValue(model, static known => known.Levels.ToDictionary(level => level.Key, level => Math.Log2(level.Value.M / level.Value.U)));

    public MatchModel Model { get; } = model;

    public long CorpusSize => corpus.Size;

    /// <summary>log2 of the odds before anything is compared; falls with the size of the corpus.</summary>
    public double Prior { get; } = Math.Log2(model.MatchShare / Math.Max(corpus.Size, model.SmallestCorpus));

    /// <summary>Bits of a level whose value's frequency does not matter.</summary>
    public double Bits(string level) => plain[level];

    /// <summary>Bits of a level for a value as frequent as its term is in the corpus.</summary>
    public (double Bits, int Frequency) Bits(string level, string term) => Bits(level, term, term);

    /// <summary>The same for two values that agree in part: the commoner counts, since the other is likely a slip for it.</summary>
    public (double Bits, int Frequency) Bits(string level, string term, string other)
    {
        var entry = Model.Levels[level];
        if (!entry.Counted)
            return (plain[level], 0);
        var frequency = corpus.CountOf(term);
        if (!ReferenceEquals(term, other))
            frequency = Math.Max(frequency, corpus.CountOf(other));

        // Of an identifier, the case that it is compared with says nothing of how common it is; a name is common all the same.
        var elsewhere = Corpus.IsIdentifier(term) ? Math.Max(0, frequency - 1) : frequency;
        return (BitsAt(entry, elsewhere), frequency);
    }

    /// <summary>Whether an identifier stands in so many cases that it carries no link.</summary>
    public bool IsHot(string term) => corpus.CountOf(term) > corpus.HotCases;

    /// <summary>Bits of a counted level for a value that stands in so many places of the corpus.</summary>
    public double BitsAt(string level, int frequency) => BitsAt(Model.Levels[level], frequency);

    private double BitsAt(ModelLevel level, int frequency)
    {
        // The shipped frequency counts like referrals seen before; what is counted here takes over as the store grows.
        double weight = Model.FrequencyWeight;
        var u = ((level.Spread * frequency) + (weight * level.U)) / (corpus.Size + weight);

        // What nearly everybody has in common says nothing; it does not speak against.
        return Math.Log2(level.M / Math.Clamp(u, level.U / 64, Math.Max(level.M, level.U)));
    }
}
