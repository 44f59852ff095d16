using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Referrals.Triage.V1;

namespace Referrals.Triage;

/// <summary>Finds cases by what people call them, whoever may see them.</summary>
internal static partial class CalledCases
{
    public const int LongestReference = 256;
    private const int Most = 100;

    /// <summary>Names of the country cases that are called so, at most a hundred.</summary>
    public static async Task<List<string>> FindAsync(TriageDbContext db, string called, CancellationToken cancellationToken)
    {
        var names = await db.CaseReferrals.AsNoTracking()
            .Where(referral => referral.AgencyReference == called)
            .Select(referral => referral.CountryCase)
            .Distinct()
            .Order()
            .Take(Most)
            .ToListAsync(cancellationToken);
        names.AddRange(await db.CountryCases.AsNoTracking()
            .Where(row => row.Name == called || row.CaseId == called)
            .Select(row => row.Name)
            .Order()
            .Take(Most)
            .ToListAsync(cancellationToken));
        if (ShortReference().Match(called.ToUpperInvariant()) is not { Success: true } match)
            return names;
        var (country, end) = (match.Groups[1].Value, match.Groups[2].Value.ToLowerInvariant());
        names.AddRange(await db.Database
            .SqlQuery<string>($"select name as \"Value\" from country_cases where substr(case_id, length(case_id) - 7) = {end} and country = {country}")
            .ToListAsync(cancellationToken));
        return names;
    }

    [GeneratedRegex("^([A-Z]{2})-([0-9A-Z]{8})$")]
    private static partial Regex ShortReference();
}
