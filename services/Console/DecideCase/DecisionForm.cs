using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Referrals.Common.V1;
using Referrals.Triage.V1;
using Enum = System.Enum;

namespace Referrals.Console.DecideCase;

/// <summary>What an officer has filled into the decision panel.</summary>
public sealed record DecisionForm
{
    public const int LongestText = 4000;
    private const int LongestId = 64;
    private const int SecondsOfADay = 24 * 60 * 60;

    /// <summary>What is to be done; null while nothing is chosen.</summary>
    public DecisionChoice? Choice { get; init; }

    /// <summary>The lead that was chosen; empty for the suggested one.</summary>
    public string LeadTeam { get; init; } = "";

    /// <summary>Priority to hand over with; unspecified leaves it.</summary>
    public Priority Priority { get; init; }

    /// <summary>Why it is handed off.</summary>
    public JustificationCode HandOffReason { get; init; }

    /// <summary>The case that this is a duplicate of, <c>case-…</c>.</summary>
    public string DuplicateOf { get; init; } = "";

    /// <summary>With a rejection: its disposition, with what belongs to it.</summary>
    public Rejection? Rejection { get; init; }

    /// <summary>Why it is rejected.</summary>
    public JustificationCode RejectReason { get; init; }

    /// <summary>Whose sender is asked.</summary>
    public string AskAbout { get; init; } = "";

    public IReadOnlyList<RequestedDatum> Wanted { get; init; } = [];

    public string Question { get; init; } = "";

    /// <summary>Days that the sender has; 0 for no time.</summary>
    public int AnswerDays { get; init; }

    public string Note { get; init; } = "";

    /// <summary>Version of the case that the officer saw.</summary>
    public int Version { get; init; }

    public string RequestId { get; init; } = "";

    /// <summary>Whether a request to the page of a case holds it; the page has other forms.</summary>
    public static bool IsIn(HttpRequest request) => request.HasFormContentType && request.Query["handler"].ToString() is "" or "Draft";

    public static DecisionForm Read(IFormCollection form) => new()
    {
        Choice = Value<DecisionChoice>(form, "choice") is var choice && Enum.IsDefined(choice) && form["choice"].Count > 0 ? choice : null,
        LeadTeam = Text(form, "leadTeam"),
        Priority = Value<Priority>(form, "priority"),
        HandOffReason = Value<JustificationCode>(form, "handOffReason"),
        DuplicateOf = Text(form, "duplicateOf") is { Length: > 0 } chosen ? chosen : Text(form, "duplicateId"),
        Rejection = DecideCase.Rejection.Read(Text(form, "rejection")),
        RejectReason = Value<JustificationCode>(form, "rejectReason"),
        AskAbout = Text(form, "askAbout"),
        Wanted = [.. form["wanted"].Select(value => Enum.TryParse<RequestedDatum>(value, out var datum) ? datum : default).Where(datum => datum != default).Distinct()],
        Question = Lines(form, "question"),
        AnswerDays = (int)Number(form, "answerDays", 0, 90),
        Note = Lines(form, "note"),
        Version = (int)Number(form, "version", 0, int.MaxValue),
        RequestId = Text(form, "requestId"),
    };

    /// <summary>What a draft holds, over what the form would show by itself.</summary>
    public DecisionForm With(Draft draft) => this with
    {
        Choice = draft.Disposition switch
        {
            Disposition.Actionable => DecisionChoice.HandOff,
            Disposition.Duplicate => DecisionChoice.Duplicate,
            Disposition.Unspecified => draft.RequestedData.Count > 0 || draft.Question.Length > 0 || draft.AskAboutReferralId.Length > 0 ? DecisionChoice.Ask : null,
            _ => DecisionChoice.Reject,
        },
        DuplicateOf = draft.DuplicateOfCaseId,
        LeadTeam = draft.LeadTeamId,
        Priority = draft.Priority,
        HandOffReason = draft.Disposition == Disposition.Actionable && draft.Justification != JustificationCode.Unspecified ? draft.Justification : HandOffReason,
        Rejection = DecideCase.Rejection.Of(draft.Disposition, draft.InformationalReason, draft.MissingDatum),
        RejectReason = draft.Disposition is Disposition.Actionable or Disposition.Unspecified or Disposition.Duplicate ? default : draft.Justification,
        AskAbout = draft.AskAboutReferralId,
        Wanted = draft.RequestedData,
        Question = draft.Question,
        AnswerDays = draft.AnswerWithin is { } time ? (int)(time.Seconds / SecondsOfADay) : 0,
        Note = draft.Note,
    };

    public Draft ToDraft() => new()
    {
        Disposition = Choice switch
        {
            DecisionChoice.HandOff => Disposition.Actionable,
            DecisionChoice.Duplicate => Disposition.Duplicate,
            DecisionChoice.Reject => Rejection?.Disposition ?? Disposition.Unspecified,
            _ => Disposition.Unspecified,
        },
        InformationalReason = Choice == DecisionChoice.Reject ? Rejection?.InformationalReason ?? default : default,
        MissingDatum = Choice == DecisionChoice.Reject ? Rejection?.MissingDatum ?? default : default,
        Priority = Priority,
        Justification = Choice switch
        {
            DecisionChoice.HandOff => HandOffReason,
            DecisionChoice.Reject => RejectReason,
            _ => default,
        },
        Note = Cut(Note, LongestText),
        LeadTeamId = LeadTeam,
        RequestedData = { Wanted },
        Question = Cut(Question, LongestText),
        DuplicateOfCaseId = Choice == DecisionChoice.Duplicate ? Cut(DuplicateOf, LongestId) : "",
        AskAboutReferralId = Choice == DecisionChoice.Ask ? Cut(AskAbout, LongestId) : "",
        AnswerWithin = AnswerDays > 0 ? Duration.FromTimeSpan(TimeSpan.FromDays(AnswerDays)) : null,
    };

    private static string Cut(string text, int longest) => text.Length <= longest ? text : text[..longest];

    private static string Text(IFormCollection form, string name) => form[name].ToString().Trim();

    /// <summary>Browsers send line ends as CR LF; one character each is what was typed.</summary>
    private static string Lines(IFormCollection form, string name) => form[name].ToString().ReplaceLineEndings("\n");

    private static TEnum Value<TEnum>(IFormCollection form, string name)
        where TEnum : struct, Enum => Enum.TryParse<TEnum>(form[name], out var value) && Enum.IsDefined(value) ? value : default;

    private static long Number(IFormCollection form, string name, long from, long to) =>
        long.TryParse(form[name], NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= from && value <= to ? value : 0;
}
