using System.CommandLine;

namespace Referrals.Cli.Enrolling;

/// <summary><c>agency enrol|rotate|suspend</c></summary>
internal static class AgencyVerb
{
    public static Command Create() => CommandLine.Verb.Group(
        "agency", "Enter agencies and end what they call with; each is recorded in the log (operator)", EnrolVerb.Create(), RotateVerb.Create(), SuspendVerb.Create());

    /// <summary>The name of a principal: <c>uk-nca</c> is <c>agency/uk-nca</c>.</summary>
    public static string NameOf(string agency) => agency.Contains('/', StringComparison.Ordinal) ? agency : $"agency/{agency}";
}
