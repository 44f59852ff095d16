using Referrals.Common.V1;
using Referrals.Matching.NormaliseText;

namespace Referrals.Matching.NormaliseIdentifiers;

/// <summary>Names that an account shows: what is read, without regard to case, ornament and script.</summary>
internal static class DisplayNameForm
{
    private const int ShortestName = 3;

    public static NormalisedIdentifier? Normalise(string value)
    {
        var name = Transliteration.Of(LookAlikes.Resolve(PlainText.Clean(value)));
        return name.Length < ShortestName || Placeholders.Has(name) ? null : new NormalisedIdentifier(IdentifierType.DisplayName, name, name);
    }
}
