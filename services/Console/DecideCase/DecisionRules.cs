using Referrals.Common.V1;
using Referrals.Console.Serving;
using Referrals.Console.Words;
using Referrals.Triage.V1;

namespace Referrals.Console.DecideCase;

/// <summary>What must be there before a decision is sent.</summary>
public static class DecisionRules
{
    /// <summary>What is missing, in the order of the form; none when it may be sent.</summary>
    /// <param name="form">What was filled in.</param>
    /// <param name="suggestedTeam">The policy's lead; empty for none, null while nobody can say, and then Routing names it when it hears of the decision.</param>
    /// <param name="texts">The words.</param>
    public static IReadOnlyList<FormError> Check(DecisionForm form, string? suggestedTeam, Texts texts)
    {
        var errors = new List<FormError>();
        switch (form.Choice)
        {
            case null:
                errors.Add(new("choice-handoff", texts["Choose what to do"]));
                break;
            case DecisionChoice.HandOff:
                if (form.HandOffReason == default)
                    errors.Add(new("handOffReason", texts["Choose a reason"]));
                if (form.LeadTeam.Length == 0 && suggestedTeam is "")
                    errors.Add(new("leadTeam", texts["Choose a team: the policy names none"]));
                if (IsOverride(form, suggestedTeam) && form.Note.Trim().Length == 0)
                    errors.Add(new("note", texts["Write why another team than the suggested one"]));
                else if (form.HandOffReason == JustificationCode.OfficerJudgement && form.Note.Trim().Length == 0)
                    errors.Add(new("note", texts["Write what your judgement rests on"]));
                break;
            case DecisionChoice.Duplicate:
                if (form.DuplicateOf.Length == 0)
                    errors.Add(new("duplicateId", texts["Choose the case, or enter its reference"]));
                break;
            case DecisionChoice.Reject:
                if (form.Rejection is null)
                    errors.Add(new("rejection", texts["Choose a disposition"]));
                if (form.RejectReason == default)
                    errors.Add(new("rejectReason", texts["Choose a reason"]));
                if (form.RejectReason == JustificationCode.OfficerJudgement && form.Note.Trim().Length == 0)
                    errors.Add(new("note", texts["Write what your judgement rests on"]));
                break;
            case DecisionChoice.Ask:
                if (form.AskAbout.Length == 0)
                    errors.Add(new("askAbout", texts["Choose whose sender to ask"]));
                if (form.Wanted.Count == 0)
                    errors.Add(new("wanted", texts["Choose what to ask for"]));
                if (form.Wanted.Contains(RequestedDatum.Other) && form.Question.Trim().Length == 0)
                    errors.Add(new("question", texts["Write the question"]));
                break;
        }

        if (form.Note.Length > DecisionForm.LongestText)
            errors.Add(new("note", texts["The note is too long: at most {0} characters", DecisionForm.LongestText]));
        if (form.Question.Length > DecisionForm.LongestText)
            errors.Add(new("question", texts["The question is too long: at most {0} characters", DecisionForm.LongestText]));
        return errors;
    }

    /// <summary>Whether another team than the policy's was chosen.</summary>
    public static bool IsOverride(DecisionForm form, string? suggestedTeam) => form.LeadTeam.Length > 0 && form.LeadTeam != suggestedTeam;

    /// <summary>The reason that a hand-off usually has, from why the case has its priority.</summary>
    public static JustificationCode UsualReason(CountryCase item) => item.PriorityReason switch
    {
        _ when item.ChildAtImmediateRisk => JustificationCode.ChildAtRisk,
        PriorityReason.ChildAtImmediateRisk or PriorityReason.LiveAbuse => JustificationCode.ChildAtRisk,
        PriorityReason.SubjectIdentified => JustificationCode.SubjectIdentified,
        PriorityReason.SeveralAgencies => JustificationCode.Corroborated,
        _ => JustificationCode.DeskPolicy,
    };
}
