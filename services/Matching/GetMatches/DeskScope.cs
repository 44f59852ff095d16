using Microsoft.Extensions.Options;
using Referrals.Common.V1;
using Referrals.Platform.Access;
using Referrals.Platform.Credentials;

namespace Referrals.Matching.GetMatches;

/// <summary>Which cases a caller may see: an officer those with a country of its desks, a service all.</summary>
public sealed class DeskScope(IOptions<DeskOptions> options)
{
    private static readonly Dictionary<string, string[]> Default = new() { ["ph"] = ["PH"] };

    private readonly Dictionary<string, string> deskOf = (options.Value.Desks ?? Default)
        .SelectMany(desk => desk.Value.Select(country => (Country: country, Desk: desk.Key)))
        .DistinctBy(pair => pair.Country)
        .ToDictionary(pair => pair.Country, pair => pair.Desk);

    /// <summary>How a caller stands towards a case in these countries; one on an own desk is enough.</summary>
    public Standing StandingOf(Principal caller, IEnumerable<string> countries) =>
        Standings.OfDesks(caller, countries.Select(country => deskOf.GetValueOrDefault(country, options.Value.GeneralDesk)));

    public bool MaySee(Principal caller, IEnumerable<string> countries) => caller.Allows(Right.SeeCase, StandingOf(caller, countries));
}
