using Referrals.Common.V1;
using Referrals.Matching.NormaliseIdentifiers;
using Referrals.Matching.ScoreMatch;
using Referrals.Matching.V1;

namespace Referrals.Matching.CompareReferrals;

/// <summary>Compares identifiers type by type: what is shared exactly, else by a weaker form, else whether it contradicts.</summary>
public static class IdentifierComparer
{
    private static readonly IdentifierType[] Types = [.. Enum.GetValues<IdentifierType>().Where(type => type is not (IdentifierType.Unspecified or IdentifierType.Ip))];

    public static IEnumerable<ScoredComparison> Compare(IReadOnlyList<NormalisedIdentifier> left, IReadOnlyList<NormalisedIdentifier> right, Weights weights)
    {
        if (left.Count == 0 || right.Count == 0)
            return [];
        var ofLeft = left.ToLookup(identifier => identifier.Type);
        var ofRight = right.ToLookup(identifier => identifier.Type);
        return Types.Where(type => ofLeft.Contains(type) && ofRight.Contains(type))
            .SelectMany(type => OfType(type, [.. ofLeft[type]], [.. ofRight[type]], weights))
            .Concat(NetworkComparer.Compare([.. ofLeft[IdentifierType.Ip]], [.. ofRight[IdentifierType.Ip]], weights));
    }

    /// <summary>The term that counts in how many cases an identifier stands.</summary>
    public static string TermOf(NormalisedIdentifier identifier) => $"{Corpus.IdentifierTerm}{identifier.Type}:{identifier.Canonical}";

    private static List<ScoredComparison> OfType(IdentifierType type, List<NormalisedIdentifier> left, List<NormalisedIdentifier> right, Weights weights)
    {
        var rule = IdentifierRules.Of(type);
        var known = right.Where(identifier => !identifier.IsPartial).Select(identifier => identifier.Canonical).ToHashSet();
        var shared = left.Where(identifier => !identifier.IsPartial && known.Contains(identifier.Canonical))
            .DistinctBy(identifier => identifier.Canonical)
            .OrderBy(identifier => identifier.Canonical, StringComparer.Ordinal)
            .ToList();
        if (shared.Count > 0)
            return [.. shared.Select(identifier => Exact(identifier, rule, weights))];
        if (rule.Weaker(left, right) is { } weaker)
            return [Of(type, weaker.Level, weights.Bits(weaker.Level), 0, rule.Group, weaker.Value)];
        return rule.Contradicts(left, right) && rule.Contradiction is { } level ? [Of(type, level, weights.Bits(level), 0, rule.Group, "")] : [];
    }

    private static ScoredComparison Exact(NormalisedIdentifier identifier, IdentifierRules rule, Weights weights)
    {
        var level = LevelOf(identifier, rule);
        var term = TermOf(identifier);
        var (bits, frequency) = weights.Bits(level, term);
        return Of(identifier.Type, level, bits, frequency, rule.Group, identifier.Legible) with { IsStrong = rule.IsStrong && level == rule.Exact && !weights.IsHot(term) };
    }

    private static string LevelOf(NormalisedIdentifier identifier, IdentifierRules rule) =>
        identifier.Type == IdentifierType.Email && EmailForm.IsRole(identifier) ? "email.role" : rule.Unscoped is { } unscoped && CodeForm.IsUnscoped(identifier) ? unscoped : rule.Exact;

    private static ScoredComparison Of(IdentifierType type, string level, double bits, int frequency, string group, string value) =>
        new(ComparedField.Identifier, type, level, bits, frequency, group, value);
}
