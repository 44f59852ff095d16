using Referrals.Cli.Views;
using Referrals.Matching.V1;
using Spectre.Console;

namespace Referrals.Cli.Linking;

/// <summary>Parent cases as an officer corrects them.</summary>
internal static class CorrectionView
{
    public static void Write(IAnsiConsole console, MatchedCase item) => console.Facts(
        ("Case", item.CaseId),
        ("Referrals", item.ReferralCount.Count()),
        ("Agencies", string.Join(", ", item.AgencyIds)),
        ("Version", item.Version.Count()),
        ("Merged into", item.MergedInto));

    /// <summary>Cases before and after.</summary>
    public static void Write(IAnsiConsole console, IEnumerable<MatchedCase> before, IEnumerable<MatchedCase> after, bool isPreview)
    {
        var table = Tables.Of("", "Case", "Referrals", "Agencies", "Version", "Merged into");
        foreach (var (when, item) in before.Select(item => ("before", item)).Concat(after.Select(item => (isPreview ? "would be" : "after", item))))
            table.Row(when, item.CaseId, item.ReferralCount.Count(), string.Join(", ", item.AgencyIds), item.Version.Count(), item.MergedInto);
        console.Write(table);
        if (isPreview)
            console.Line("Nothing was changed.");
    }
}
