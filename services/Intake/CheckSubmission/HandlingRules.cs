using System.Text.RegularExpressions;
using Referrals.Common.V1;
using Referrals.Platform.Commands;

namespace Referrals.Intake.CheckSubmission;

/// <summary>Handling and grading, as the sender states them.</summary>
public static partial class HandlingRules
{
    public static void Handling(Violations violations, Handling handling, string path)
    {
        violations.Require(handling.Tlp != Tlp.Unspecified, $"{path}.tlp", "is required", "REQUIRED");
        var seen = new HashSet<HandlingCondition>();
        for (var i = 0; i < handling.Conditions.Count; i++)
        {
            var name = $"{path}.conditions[{i}]";
            if (violations.Require(handling.Conditions[i] != HandlingCondition.Unspecified, name, "must be H1, H2 or H3", "REQUIRED"))
                violations.Require(seen.Add(handling.Conditions[i]), name, "must be given once", "DUPLICATE");
        }

        if (seen.Contains(HandlingCondition.H3))
            TextRules.Required(violations, handling.H3Text, $"{path}.h3Text", 2000);
        else
            violations.Require(handling.H3Text.Length == 0, $"{path}.h3Text", "must be given with H3 only", "NOT_ALLOWED");
    }

    public static void Grading(Violations violations, Grading grading, string path)
    {
        violations.Require(grading.Scheme != GradingScheme.Unspecified, $"{path}.scheme", "is required", "REQUIRED");
        var form = grading.Scheme switch
        {
            GradingScheme.Uk3X5X2 => Uk(),
            GradingScheme.Europol4X4 => Europol(),
            GradingScheme.Admiralty => Admiralty(),
            _ => null,
        };
        if (violations.Require(grading.Code.Length > 0, $"{path}.code", "is required", "REQUIRED") && form is not null)
            violations.Require(form.IsMatch(grading.Code), $"{path}.code", "must be a code of its scheme", "MALFORMED");
    }

    [GeneratedRegex("^[1-3][A-E][PC]?\\z")]
    private static partial Regex Uk();

    [GeneratedRegex("^[ABCX][1-4]\\z")]
    private static partial Regex Europol();

    [GeneratedRegex("^[A-F][1-6]\\z")]
    private static partial Regex Admiralty();
}
