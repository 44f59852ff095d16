using System.Globalization;
using Referrals.Evaluation.Match;
using Referrals.Evaluation.Scale;
using Referrals.Testing;

namespace Referrals.Matching.Tests;

/// <summary>How well the shipped matcher decides: on a corpus that is invented here, and on the public sets where they lie beside the project.</summary>
public sealed class QualityTests
{
    private const string Invented = "invented";
    private static readonly string Sets = Path.Combine(Repository.Root, "..", "shared", "data", "matching");

    private static readonly Dictionary<string, Bar[]> Bars = new()
    {
        [Invented] = [new("online.link.precision", 0.996), new("online.link.recall", 0.87), new("online.linkOrSuggest.recall", 0.97), new("suggestionsPer100", 11, IsMost: true)],
        ["people-historical-dev"] =
        [
            new("online.link.precision", 0.998), new("online.link.recall", 0.9), new("online.falseLinkRate", 0.005, IsMost: true), new("online.linkOrSuggest.recall", 0.96),
            new("suggestionsPer100", 8, IsMost: true),
        ],
        ["people-fake1000"] = [new("recallAtP995", 0.94)],
        ["febrl4"] = [new("pairwise.f1", 0.998)],

        // 0.897 is the most without joining cases by machine, which is an officer's.
        ["people-senzing"] = [new("pairwise.f1", 0.82)],
        ["narrative-articles1000"] = [new("recallAt.10", 1), new("falseSuggestions", 0, IsMost: true), new("falseLinks", 0, IsMost: true)],
        ["narrative-hadoop"] = [new("recallAt.10", 0.8), new("links", 0, IsMost: true)],
    };

    public static TheoryData<string> Known => [.. Bars.Keys.Where(set => set == Invented || Directory.Exists(Path.Combine(Sets, set)))];

    [Theory, MemberData(nameof(Known))]
    public void The_matcher_is_as_good_as_it_was_promised_to_be(string set)
    {
        using var invented = new TempDirectory();
        if (set == Invented)
            InventCommand.Write(new DirectoryInfo(invented.Path), 10_000, new InventedCorpus(1));

        var figures = MatchCommand.Measure(set == Invented ? invented.Path : Path.Combine(Sets, set));

        Assert.All(Bars[set], bar =>
        {
            var figure = bar.Read(figures);
            Assert.True(bar.IsMost ? figure <= bar.Value : figure >= bar.Value, $"{set}: {bar.Name} is {figure}, and should be {(bar.IsMost ? "at most" : "at least")} {bar.Value}");
        });
    }

    private sealed record Bar(string Name, double Value, bool IsMost = false)
    {
        public double Read(IDictionary<string, object> figures)
        {
            object found = figures;
            foreach (var part in Name.Split('.'))
                found = ((IDictionary<string, object>)found)[part];
            return Convert.ToDouble(found, CultureInfo.InvariantCulture);
        }
    }
}
