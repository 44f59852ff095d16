using System.CommandLine;
using Referrals.Cli.CommandLine;
using Referrals.Common.V1;

namespace Referrals.Cli.Deciding;

/// <summary>Why an officer decides so: a code for the log, and a note that stays with the desk.</summary>
internal static class Justifying
{
    public static Option<JustificationCode?> Code { get; } = Options.OneOf<JustificationCode>("--justification", "Why, as it stands in the log; OFFICER_JUDGEMENT where it is not given");

    public static Option<string?> Note { get; } = Options.Text("--note", "TEXT", "A note for the desk; not in the log");

    /// <summary>The code that was given, or that of an officer's own judgement.</summary>
    public static JustificationCode Given(Invocation run) => run.Get(Code) is var code and not JustificationCode.Unspecified ? code : JustificationCode.OfficerJudgement;
}
