using Referrals.Common.V1;
using Referrals.Intake.V1;
using Referrals.Platform.Commands;

namespace Referrals.Intake.CheckSubmission;

/// <summary>What a submission and a supplement must keep to. All broken rules are told at once, by path, without a value.</summary>
public static class SubmissionRules
{
    private const int MostPersons = 1000;
    private const int MostIdentifiers = 10_000;
    private const int MostEvidence = 1000;
    private const string NoContent = "at least one of narrative, persons, identifiers or evidence is required";

    /// <summary>A new referral at <paramref name="path"/> of the request. A reference may be missing where the exchange gives one.</summary>
    public static void CheckSubmission(Violations violations, Referral? referral, string path, DateTimeOffset now, bool needsReference = true)
    {
        if (!violations.Require(referral is not null, path, "is required", "REQUIRED"))
            return;
        if (needsReference || referral!.AgencyReference.Length > 0)
            TextRules.Required(violations, referral!.AgencyReference, $"{path}.agencyReference", 128);
        violations.Require(referral.IncidentType != IncidentType.Unspecified, $"{path}.incidentType", "is required", "REQUIRED");
        violations.Require(referral.Handling is not null, $"{path}.handling", "is required: the exchange assumes no permission", "REQUIRED");
        var given = referral.Narrative.Length + referral.Persons.Count + referral.Identifiers.Count + referral.Evidence.Count > 0;
        violations.Require(given, path, NoContent, "REQUIRED");
        Common(violations, referral, path, now, regionNeedsCountry: true);
    }

    /// <summary>What a sender adds. The reference may be repeated, not changed.</summary>
    public static void CheckSupplement(Violations violations, Referral? content, string path, DateTimeOffset now)
    {
        if (!violations.Require(content is not null && content.CalculateSize() > 0, path, "is required and not empty", "REQUIRED"))
            return;
        TextRules.Optional(violations, content!.AgencyReference, $"{path}.agencyReference", 128);
        Common(violations, content, path, now, regionNeedsCountry: false);
    }

    /// <summary>Whether a list is short enough; its elements are looked at only then.</summary>
    public static bool AtMost(Violations violations, int count, int maximum, string path) =>
        violations.Require(count <= maximum, path, $"must have at most {maximum} elements", "TOO_MANY");

    private static void Common(Violations violations, Referral referral, string path, DateTimeOffset now, bool regionNeedsCountry)
    {
        TextRules.Optional(violations, referral.OriginalIncidentType, $"{path}.originalIncidentType", 256);
        PlaceRules.Countries(violations, referral.Countries, referral.Region, path, regionNeedsCountry);
        TimeRules.Past(violations, referral.OccurredAt, $"{path}.occurredAt", now);
        if (referral.Handling is { } handling)
            HandlingRules.Handling(violations, handling, $"{path}.handling");
        if (referral.Grading is { } grading)
            HandlingRules.Grading(violations, grading, $"{path}.grading");
        TextRules.Optional(violations, referral.Narrative, $"{path}.narrative", 100_000);
        if (AtMost(violations, referral.Persons.Count, MostPersons, $"{path}.persons"))
        {
            for (var i = 0; i < referral.Persons.Count; i++)
                PersonRules.Check(violations, referral.Persons[i], $"{path}.persons[{i}]", now);
        }

        if (AtMost(violations, referral.Identifiers.Count, MostIdentifiers, $"{path}.identifiers"))
        {
            for (var i = 0; i < referral.Identifiers.Count; i++)
                IdentifierRules.Check(violations, referral.Identifiers[i], $"{path}.identifiers[{i}]", now);
        }

        if (AtMost(violations, referral.Evidence.Count, MostEvidence, $"{path}.evidence"))
        {
            for (var i = 0; i < referral.Evidence.Count; i++)
                Evidence(violations, referral.Evidence[i], $"{path}.evidence[{i}]");
        }
    }

    private static void Evidence(Violations violations, EvidenceLocator evidence, string path)
    {
        TextRules.Required(violations, evidence.HeldBy, $"{path}.heldBy", 64);
        TextRules.Required(violations, evidence.Locator, $"{path}.locator", 512);
        violations.Require(evidence.Items >= 0, $"{path}.items", "must not be negative", "OUT_OF_RANGE");
        TextRules.Optional(violations, evidence.Description, $"{path}.description", 2000);
    }
}
