using System.Reflection;
using System.Text.Json;

namespace Referrals.Matching.ScoreMatch;

/// <summary>
/// What the matcher knows: how often each level of agreement occurs among referrals of one matter (m) and of others (u), what
/// may count together, and from where on it acts. A file with a version; explanations name it.
/// </summary>
public sealed record MatchModel
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { WriteIndented = true, ReadCommentHandling = JsonCommentHandling.Skip };

    public required string Version { get; init; }

    /// <summary>Bits at or above which a match links, given strong evidence.</summary>
    public required double LinkBits { get; init; }

    /// <summary>Bits at or above which a match is suggested.</summary>
    public required double SuggestBits { get; init; }

    /// <summary>The share of referrals that have a match, per candidate: the prior is its log2 less that of the corpus.</summary>
    public required double MatchShare { get; init; }

    /// <summary>Referrals below which the prior does not rise: a small store knows little of the world.</summary>
    public required int SmallestCorpus { get; init; }

    /// <summary>How many referrals the shipped frequencies weigh against those counted in the store.</summary>
    public required int FrequencyWeight { get; init; }

    /// <summary>By field and level: <c>given.exact</c>.</summary>
    public required IReadOnlyDictionary<string, ModelLevel> Levels { get; init; }

    /// <summary>The most that a group of correlated comparisons may count, bits.</summary>
    public required IReadOnlyDictionary<string, double> Groups { get; init; }

    /// <summary>The model that is shipped.</summary>
    public static MatchModel Shipped { get; } = ReadShipped();

    /// <summary>A model as written; levels that have come since are those of the shipped one.</summary>
    public static MatchModel Read(string json)
    {
        var model = JsonSerializer.Deserialize<MatchModel>(json, Options) ?? throw new JsonException("a model is an object");
        return model with { Levels = Shipped.Levels.Concat(model.Levels).GroupBy(level => level.Key).ToDictionary(level => level.Key, level => level.Last().Value) };
    }

    public string Write() => JsonSerializer.Serialize(this, Options);

    private static MatchModel ReadShipped()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("model.json")!;
        return JsonSerializer.Deserialize<MatchModel>(stream, Options)!;
    }
}

/// <summary>A level of agreement of one field.</summary>
/// <param name="M">Share of the level among referrals of one matter.</param>
/// <param name="U">Share among referrals of different matters; with <paramref name="Counted"/> for a value of usual frequency.</param>
/// <param name="Counted">Whether the value's own frequency takes the place of the usual one.</param>
/// <param name="Spread">How many times as often as the value itself something that agrees so with it occurs.</param>
public sealed record ModelLevel(double M, double U, bool Counted = false, double Spread = 1);
