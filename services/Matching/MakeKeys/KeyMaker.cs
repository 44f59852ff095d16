using Referrals.Common.V1;
using Referrals.Matching.CompareReferrals;
using Referrals.Matching.NormaliseIdentifiers;
using Referrals.Matching.ReadFeatures;
using Referrals.Matching.V1;

namespace Referrals.Matching.MakeKeys;

/// <summary>Makes the keys that candidates are found by: of identifiers, of what persons are called and where they live, of how a narrative is worded.</summary>
public static class KeyMaker
{
    private const int ShortestLocalPart = 3;

    /// <summary>
    /// The keys of a referral or supplement, each once, at most <paramref name="limit"/>: those of identifiers first, but of what one report may name by the
    /// thousand after those of persons and wording.
    /// </summary>
    public static IReadOnlyList<MatchingKey> Make(ReferralFeatures features, byte[] secret, int limit)
    {
        var keys = features.Identifiers.Where(identifier => !IdentifierOrder.IsInBulk(identifier)).SelectMany(identifier => OfIdentifier(identifier, secret));
        var bulk = features.Identifiers.Where(IdentifierOrder.IsInBulk).SelectMany(identifier => OfIdentifier(identifier, secret));
        var sole = ReferralComparer.NamesOnlyFiles(features)
            ? features.Identifiers.Select(file => Of($"sole\u001f{file.Canonical}", secret, ComparedField.Identifier) with { Type = IdentifierType.FileHash, Masked = Masking.Mask(file.Legible) })
            : [];
        var persons = features.Persons.SelectMany(PersonKeys.Of).Select(key => Of(key.Text, secret, key.Field));
        var narrative = NarrativeKeys.Of(features.Narrative).Select(text => Of(text, secret, ComparedField.Narrative));
        return [.. keys.Concat(persons).Concat(narrative).Concat(bulk).Concat(sole).DistinctBy(key => key.Token).Take(limit)];
    }

    /// <summary>The token of the key of an identifier's exact form.</summary>
    public static long TokenOf(NormalisedIdentifier identifier, byte[] secret) =>
        Token.Of($"{IdentifierNormaliser.Version}\u001f{identifier.Type}\u001f{identifier.Canonical}", secret);

    /// <summary>The token of a term whose frequency is counted.</summary>
    public static long TokenOfTerm(string term, byte[] secret) => Token.Of($"{FeatureReader.Version}\u001fterm\u001f{term}", secret);

    private static IEnumerable<MatchingKey> OfIdentifier(NormalisedIdentifier identifier, byte[] secret)
    {
        var masked = Masking.Mask(identifier.Legible);
        if (!identifier.IsPartial)
            yield return new MatchingKey(identifier.Type, TokenOf(identifier, secret), masked) { Looks = FileHashForm.LooksOf(identifier) };
        if (identifier.Weaker is { } weaker)
        {
            // The last digits of a number, since its beginning may be left out; an address by its provider's rules only where they change it.
            var text = identifier.Type == IdentifierType.Phone ? (weaker.Length > 7 ? weaker[^7..] : weaker) : weaker;
            if (text != identifier.Canonical)
                yield return Of($"weaker\u001f{identifier.Type}\u001f{text}", secret, ComparedField.Identifier) with { Type = identifier.Type, Masked = masked };
        }

        if (identifier.Type == IdentifierType.Email && !EmailForm.IsRole(identifier))
        {
            // Whichever half of an address is mistyped, the other is left. That of a large provider is hot and leads nowhere.
            if (identifier.Legible.Length >= ShortestLocalPart)
                yield return Of($"local\u001f{identifier.Legible}", secret, ComparedField.Identifier) with { Type = identifier.Type, Masked = masked };
            yield return Of($"domain\u001f{WithoutEnding(EmailForm.DomainOf(identifier))}", secret, ComparedField.Identifier) with { Type = identifier.Type, Masked = masked };
        }
    }

    private static string WithoutEnding(string domain) => domain[..domain.LastIndexOf('.')];

    private static MatchingKey Of(string text, byte[] secret, ComparedField field) =>
        new(IdentifierType.Unspecified, Token.Of($"{FeatureReader.Version}\u001f{text}", secret), "") { Field = field };
}
