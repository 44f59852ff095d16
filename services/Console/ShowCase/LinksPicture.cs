using System.Globalization;
using Referrals.Common.V1;
using Referrals.Console.Words;
using Referrals.Matching.V1;

namespace Referrals.Console.ShowCase;

/// <summary>Which referrals share which identifiers, as a picture: referrals on one side, masked values on the other.</summary>
public sealed record LinksPicture(IReadOnlyList<LinksPicture.Node> Nodes, IReadOnlyList<LinksPicture.Edge> Edges, int Width, int Height, string Description)
{
    public const int NodeWidth = 250;
    public const int NodeHeight = 28;
    private const int Step = 40;
    private const int Right = 470;
    private const int Most = 12;

    public static LinksPicture Of(IReadOnlyCollection<ReferralFacts> referrals, IReadOnlyCollection<Match> matches, string caseId, Texts texts)
    {
        var references = referrals.ToDictionary(facts => facts.ReferralId, facts => facts.AgencyReference);
        var lines = matches
            .SelectMany(match => match.Explanation.Comparisons
                .Where(comparison => comparison is { Bits: > 0, MaskedValue.Length: > 0 })
                .SelectMany(comparison => new[] { match.ReferralId, match.ExemplarReferralId }
                    .Where(id => id.Length > 0)
                    .Select(id => (Referral: id, Key: $"{MatchWords.Field(comparison.Field, comparison.IdentifierType, texts)} {comparison.MaskedValue}", Open: match.Decision == MatchDecision.Suggested && match.CaseId != caseId))))
            .DistinctBy(line => (line.Referral, line.Key))
            .ToList();
        var left = lines.Select(line => line.Referral).Distinct().Take(Most).ToList();
        var right = lines.Select(line => line.Key).Distinct().Take(Most).ToList();
        var shown = lines.Where(line => left.Contains(line.Referral) && right.Contains(line.Key)).ToList();
        var nodes = left.Select((id, row) => new Node(10, 10 + (row * Step), references.GetValueOrDefault(id) is { } reference ? Cut(reference) : Show.Brief(id), false))
            .Concat(right.Select((key, row) => new Node(Right, 10 + (row * Step), Cut(key), true)))
            .ToList();
        var edges = shown.Select(line => new Edge(Path(left.IndexOf(line.Referral), right.IndexOf(line.Key)), line.Open)).ToList();
        return new LinksPicture(nodes, edges, Right + NodeWidth + 10, (Math.Max(left.Count, right.Count) * Step) + 10, texts["{0} referrals share {1} values; the tables above say the same.", left.Count, right.Count]);
    }

    private static string Cut(string text) => text.Length <= 30 ? text : text[..29] + "…";

    private static string Path(int from, int to)
    {
        const int Start = 10 + NodeWidth;
        const int Middle = (Start + Right) / 2;
        var (top, bottom) = (10 + (from * Step) + (NodeHeight / 2), 10 + (to * Step) + (NodeHeight / 2));
        return string.Create(CultureInfo.InvariantCulture, $"M{Start} {top}C{Middle} {top} {Middle} {bottom} {Right} {bottom}");
    }

    /// <summary>A referral or a value.</summary>
    public sealed record Node(int X, int Y, string Label, bool IsKey);

    /// <summary>That a referral has a value; open while it is a suggestion.</summary>
    public sealed record Edge(string Path, bool Open);
}
