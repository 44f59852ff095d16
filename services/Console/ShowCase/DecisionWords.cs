using Referrals.Common.V1;
using Referrals.Console.Words;
using Referrals.Triage.V1;

namespace Referrals.Console.ShowCase;

/// <summary>What an entry of a case's history says besides what it is.</summary>
public static class DecisionWords
{
    /// <summary>": Informational, known material – Desk policy"; empty for nothing more.</summary>
    public static string More(Decision decision, Texts texts)
    {
        string[] parts =
        [
            decision.Disposition == Disposition.Unspecified ? "" : texts.Of(decision.Disposition),
            decision.InformationalReason == InformationalReason.Unspecified ? "" : texts.Of(decision.InformationalReason),
            decision.MissingDatum == RequestedDatum.Unspecified ? "" : texts.Of(decision.MissingDatum),
            decision.Priority == Priority.Unspecified ? "" : texts.Of(decision.Priority),
            decision.Justification == JustificationCode.Unspecified ? "" : texts.Of(decision.Justification),
        ];
        var said = string.Join(", ", parts.Where(part => part.Length > 0));
        return said.Length == 0 ? "" : $": {said}";
    }
}
