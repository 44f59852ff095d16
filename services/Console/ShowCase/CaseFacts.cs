using Referrals.Common.V1;
using Referrals.Console.Words;

namespace Referrals.Console.ShowCase;

/// <summary>What the referrals of a case have in common, and in what they differ.</summary>
public static class CaseFacts
{
    private const int MostValues = 6;

    public static IReadOnlyList<Fact> InCommon(IReadOnlyCollection<ReferralFacts> referrals, Texts texts) =>
    [
        Of(texts["What is reported"], referrals, facts => texts.Of(facts.IncidentType)),
        Of(texts["Source"], referrals, facts => facts.TeamId.Length > 0 ? texts["{0} (team {1})", facts.AgencyId, facts.TeamId] : facts.AgencyId),
        Of(texts["Region"], referrals, facts => facts.Region.Length > 0 ? facts.Region : string.Join(", ", facts.Countries)),
        Of(texts["When it happened"], referrals, facts => Show.Time(facts.OccurredAt)),
        Of(texts["Persons"], referrals, facts => texts["account holders or subjects {0}, children {1}", facts.SubjectCount, facts.ChildCount]),
        Of(texts["Label"], referrals, facts => texts.Of(facts.Tlp)),
        Of(texts["Conditions"], referrals, facts => string.Join("; ", facts.Conditions.Select(texts.Of))),
        Of(texts["Identifiers"], referrals, facts => string.Join(", ", facts.IdentifierTypes.Select(texts.Of))),
    ];

    private static Fact Of(string name, IReadOnlyCollection<ReferralFacts> referrals, Func<ReferralFacts, string> value)
    {
        var values = referrals.Select(value).Where(text => text.Length > 0).Distinct().ToList();
        var shown = string.Join("; ", values.Take(MostValues));
        return new Fact(name, values.Count == 0 ? "–" : values.Count > MostValues ? $"{shown} …" : shown, values.Count > 1);
    }

    /// <summary>A fact of a case.</summary>
    /// <param name="Name">What it is.</param>
    /// <param name="Value">The value, or the different ones.</param>
    /// <param name="Differs">Whether the referrals say different things.</param>
    public sealed record Fact(string Name, string Value, bool Differs);
}
