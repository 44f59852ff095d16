using Referrals.Matching.ReadFeatures;

namespace Referrals.Matching.MakeKeys;

/// <summary>Bands of a narrative's signature: two texts share one of ten with near certainty when they agree in 0.8, half the time when in half.</summary>
internal static class NarrativeKeys
{
    public static IEnumerable<string> Of(NarrativeFeatures narrative)
    {
        if (narrative.Signature.Count < NarrativeReader.Bands * NarrativeReader.Rows)
            yield break;
        for (var band = 0; band < NarrativeReader.Bands; band++)
            yield return $"band\u001f{band}\u001f{string.Join(',', narrative.Signature.Skip(band * NarrativeReader.Rows).Take(NarrativeReader.Rows))}";
    }
}
