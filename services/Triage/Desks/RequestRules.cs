using Referrals.Common.V1;
using Referrals.Platform.Commands;

namespace Referrals.Triage;

/// <summary>Rules that several requests share.</summary>
internal static class RequestRules
{
    private const int LongestText = 4000;
    private const int TokenLength = 128;
    private const int TeamLength = 64;

    public static Violations CountryCase(string name)
    {
        var violations = new Violations();
        if (violations.Require(name.Length > 0, "countryCase", "is required", "REQUIRED"))
            violations.Require(CountryCaseNames.IsValid(name), "countryCase", "must be a name cases/{case}/countries/{country}", "MALFORMED");
        return violations;
    }

    public static Violations Claim(this Violations violations, string token)
    {
        violations.Text(token, "claimToken", TokenLength);
        return violations;
    }

    public static Violations Version(this Violations violations, int expected)
    {
        violations.Require(expected > 0, "expectedVersion", "is required", "REQUIRED");
        return violations;
    }

    /// <summary>A code for the log, and words beside it where the code alone says too little.</summary>
    public static Violations Justified(
        this Violations violations, JustificationCode code, string note, bool alsoNeedsNote = false, string prefix = "")
    {
        violations.Require(code != JustificationCode.Unspecified, $"{prefix}justification", "is required", "REQUIRED");
        violations.Words(note, $"{prefix}note");
        if (alsoNeedsNote || code == JustificationCode.OfficerJudgement)
            violations.Require(!string.IsNullOrWhiteSpace(note), $"{prefix}note", "is required", "REQUIRED");
        return violations;
    }

    /// <summary>What an officer writes in words, counted in Unicode scalar values.</summary>
    public static Violations Words(this Violations violations, string text, string field)
    {
        violations.Require(text.EnumerateRunes().Count() <= LongestText, field, $"must have at most {LongestText} characters", "TOO_LONG");
        return violations;
    }

    public static Violations Team(this Violations violations, string teamId)
    {
        violations.Require(
            teamId.Length <= TeamLength && teamId.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.'),
            "leadTeamId",
            $"must be the id of a team, at most {TeamLength} characters of A-Z a-z 0-9 . _ -",
            "MALFORMED");
        return violations;
    }

    public static Violations Officer(this Violations violations, string officer, string field = "officer")
    {
        if (violations.Require(officer.Length > 0, field, "is required", "REQUIRED"))
            violations.Require(officer.StartsWith("officer/", StringComparison.Ordinal) && officer.Length is > 8 and <= 128, field, "must be officer/NAME", "MALFORMED");
        return violations;
    }

    /// <summary>Refuses the request unless every rule holds.</summary>
    public static void Check(this Violations violations)
    {
        if (violations.Any)
            throw new RefusedException(violations.ToRefusal());
    }
}
