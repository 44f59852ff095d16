using Referrals.Common.V1;
using Referrals.Matching.NormaliseIdentifiers;
using Referrals.Matching.ScoreMatch;
using Referrals.Matching.V1;

namespace Referrals.Matching.CompareReferrals;

/// <summary>
/// Compares network addresses: the same one says much within a session, something within a day, hardly anything beyond, and nothing after a
/// month, when it is another customer's. One that a carrier shares says nothing without the port, nor on another day.
/// </summary>
internal static class NetworkComparer
{
    private static readonly TimeSpan Session = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private static readonly TimeSpan Month = TimeSpan.FromDays(30);
    private static readonly string[] Levels = ["network.session", "network.day", "network.address"];

    public static IEnumerable<ScoredComparison> Compare(List<NormalisedIdentifier> left, List<NormalisedIdentifier> right, Weights weights)
    {
        (int Level, NormalisedIdentifier Address)? best = null;
        var known = right.ToLookup(address => address.Canonical);
        foreach (var one in left)
        {
            foreach (var other in known[one.Canonical])
            {
                if (LevelOf(one, other) is { } level && (best is null || level < best.Value.Level
                    || (level == best.Value.Level && string.CompareOrdinal(one.Canonical, best.Value.Address.Canonical) < 0)))
                    best = (level, one);
            }
        }

        if (best is not { } found)
            yield break;
        var (bits, frequency) = weights.Bits(Levels[found.Level], IdentifierComparer.TermOf(found.Address));
        yield return new ScoredComparison(ComparedField.Identifier, IdentifierType.Ip, Levels[found.Level], bits, frequency, "network", found.Address.Legible);
    }

    private static int? LevelOf(NormalisedIdentifier one, NormalisedIdentifier other)
    {
        var apart = one.At is { } at && other.At is { } otherAt ? (at - otherAt).Duration() : (TimeSpan?)null;
        var samePort = one.Port != 0 && one.Port == other.Port;
        var isShared = IpForm.IsShared(one);
        if ((isShared && !samePort) || apart > (isShared ? Day : Month))
            return null;
        if (apart <= Session && (samePort || one.Port == 0 || other.Port == 0))
            return 0;
        return apart <= Day ? 1 : 2;
    }
}
