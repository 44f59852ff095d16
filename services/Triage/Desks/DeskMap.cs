using System.Collections.Frozen;
using Microsoft.Extensions.Options;

namespace Referrals.Triage;

/// <summary>Which desk has which country.</summary>
public sealed class DeskMap(IOptions<TriageOptions> options)
{
    private static readonly Dictionary<string, string[]> Default = new() { ["ph"] = ["PH"] };

    private readonly string general = options.Value.GeneralDesk;

    private readonly FrozenDictionary<string, string> byCountry = (options.Value.Desks ?? Default)
        .SelectMany(desk => desk.Value.Select(country => (country, desk.Key)))
        .ToFrozenDictionary(pair => pair.country, pair => pair.Key);

    /// <summary>The desk of a country; the general desk for one that no other desk has.</summary>
    public string Of(string country) => byCountry.GetValueOrDefault(country, general);
}
