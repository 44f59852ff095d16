using System.CommandLine;
using Referrals.Cli.CommandLine;
using Referrals.Cli.Errors;
using Referrals.Common.V1;

namespace Referrals.Cli.Deciding;

/// <summary>Why an officer decides so: a code for the log, and a note that stays with the desk.</summary>
internal static class Justifying
{
    public static Option<JustificationCode?> Code { get; } = Options.OneOf<JustificationCode>("--justification", "Why, as it stands in the log; OFFICER_JUDGEMENT where only a note is given");

    public static Option<string?> Note { get; } = Options.Text("--note", "TEXT", "A note for the desk; not in the log");

    /// <summary>The code that was given, or that of an officer's own judgement where a note says more.</summary>
    public static JustificationCode Given(Invocation run) => (run.Get(Code), run.Get(Note)) switch
    {
        (not JustificationCode.Unspecified and var code, _) => code,
        (_, { Length: > 0 }) => JustificationCode.OfficerJudgement,
        _ => throw new UsageException("say why, with --justification or in words with --note"),
    };
}
