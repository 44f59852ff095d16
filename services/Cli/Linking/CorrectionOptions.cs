using System.CommandLine;
using Referrals.Cli.CommandLine;
using Referrals.Matching.V1;

namespace Referrals.Cli.Linking;

/// <summary>What the corrections of an officer have in common.</summary>
internal static class CorrectionOptions
{
    public static Argument<string> Referral { get; } = Options.Id("REFERRAL", "The referral, ref-…");

    public static Argument<string> Case { get; } = Options.Id("CASE", "The case, case-…");

    public static Option<LinkReason?> Reason { get; } = Options.OneOf<LinkReason>("--reason", "Why", required: true);

    public static Option<int> Version { get; } = Options.Number("--version-seen", "Version of the case that you saw; not checked when left out");

    public static Option<bool> Preview { get; } = Options.Flag("--preview", "Only tell what would be");
}
