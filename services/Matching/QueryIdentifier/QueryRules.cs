using Referrals.Common.V1;
using Referrals.Contracts;
using Referrals.Matching.V1;
using Referrals.Platform.Commands;

namespace Referrals.Matching.QueryIdentifier;

/// <summary>Who may ask what, and what an answer gives away: that others know the identifier, and whom to call.</summary>
public static class QueryRules
{
    /// <summary>Whom an answer names at most, and in how many cases an identifier may stand that names anybody.</summary>
    public const int MostContacts = 20;

    private const int MostCountries = 20;
    private const int LongestReference = 128;

    /// <summary>Field errors of a request.</summary>
    public static Violations Check(QueryIdentifierRequest request)
    {
        var violations = new Violations();
        violations.Require(request.Identifier is { Type: not IdentifierType.Unspecified, Value.Length: > 0 }, "identifier", "is required, with its type and value", "REQUIRED");
        violations.Require(request.Countries.Count <= MostCountries, "countries", $"must be at most {MostCountries}", "TOO_MANY");
        violations.Require(request.Reason != QueryReason.Unspecified && Enum.IsDefined(request.Reason), "reason", "is required", "REQUIRED");
        violations.Require(request.AgencyReference.Trim().Length > 0, "agencyReference", "is required", "REQUIRED");
        violations.Require(request.AgencyReference.Length <= LongestReference, "agencyReference", $"must have at most {LongestReference} characters", "TOO_LONG");
        return violations;
    }

    /// <summary>The agencies that an answer names, each once; null stands for the exchange's desk.</summary>
    /// <param name="asking">The agency that asks: what it reported itself is no hit.</param>
    /// <param name="holders">The referrals that name the identifier, of each agency the first in each case.</param>
    /// <param name="isCommon">Whether more cases hold it than an answer names agencies.</param>
    public static IReadOnlyList<string?> Named(string asking, IEnumerable<ReferralMetadata> holders, bool isCommon)
    {
        var others = holders.Where(holder => holder.AgencyId != asking).ToList();
        if (isCommon)
            return others.Count > 0 ? [null] : [];

        // Under RED not even the sender is named to others; the desk knows whom to ask.
        return [.. others.Select(holder => holder.Tlp == Tlp.Red ? null : holder.AgencyId).Distinct().Order(StringComparer.Ordinal).Take(MostContacts)];
    }

    /// <summary>Whether one more question is within what an agency may ask in an hour.</summary>
    public static Refusal? Limit(int asked, int perHour, DateTimeOffset now) => asked <= perHour
        ? null
        : Refusal.Exhausted("TOO_MANY_QUERIES", $"an agency may ask {perHour} times an hour", TimeSpan.FromSeconds(3600 - (now.ToUnixTimeSeconds() % 3600)));
}
