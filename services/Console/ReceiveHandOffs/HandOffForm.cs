using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Referrals.Common.V1;
using Referrals.Console.Serving;
using Referrals.Console.Words;
using Referrals.Intake.V1;
using Referrals.Routing.V1;
using Enum = System.Enum;

namespace Referrals.Console.ReceiveHandOffs;

/// <summary>What a team's member has filled in, as the requests that it makes.</summary>
internal static class HandOffForm
{
    /// <summary>The hour of its day by which a task is to be done, UTC.</summary>
    private const int DueHour = 17;

    /// <summary>Names of the fields into which one types.</summary>
    public static IEnumerable<string> Texts => ["teamReference", "declineText", "transferText", "takeBackText", "safeguarded", "arrested", "reference", .. ReportedParts.Texts];

    /// <summary>A task that remains and its day, where either is given: a day of no task is left to be refused, not left out.</summary>
    public static IEnumerable<TaskToDo> Tasks(IFormCollection form)
    {
        var task = FormText.Value<OutstandingTask>(form, "task");
        var due = Days.Read(FormText.Of(form, "taskDue"));
        if (task != default || due is not null)
            yield return new TaskToDo { Task = task, DueAt = due?.AddHours(DueHour).ToTimestamp() };
    }

    public static IEnumerable<OutstandingTask> TasksDone(IFormCollection form) =>
        form["tasksDone"].Select(value => Enum.TryParse<OutstandingTask>(value, out var task) ? task : default).Where(task => task != default).Distinct();

    public static HandOffOutcome Outcome(IFormCollection form) => new()
    {
        Outcome = FormText.Value<Outcome>(form, "outcome"),
        ClosedReason = FormText.Value<ClosedReason>(form, "closedReason"),
        PersonsSafeguarded = Number(FormText.Of(form, "safeguarded")),
        PersonsArrested = Number(FormText.Of(form, "arrested")),
        Usefulness = FormText.Value<Usefulness>(form, "usefulness"),
    };

    /// <summary>What a team found, as a referral of its own.</summary>
    public static Referral Found(IFormCollection form, string country)
    {
        var referral = ReportedParts.Read(form);
        referral.AgencyReference = FormText.Of(form, "reference");
        referral.IncidentType = FormText.Value<IncidentType>(form, "incidentType");
        referral.Handling = new Handling { Tlp = FormText.Value<Tlp>(form, "tlp") };
        referral.ChildAtImmediateRisk = form.ContainsKey("risk");
        if (country != "ZZ")
            referral.Countries.Add(country);
        return referral;
    }

    /// <summary>Where what is wrong with a request is to be mended in the form that it came from.</summary>
    /// <param name="done">What would have been done, as the page's address says it.</param>
    /// <param name="sent">The form.</param>
    /// <param name="texts">The words.</param>
    public static IReadOnlyList<FormField> Fields(string done, IFormCollection sent, Texts texts) => done switch
    {
        "acknowledged" => [new("teamReference", "teamReference", texts["Your own reference"])],
        "declined" => [new("reason", "declineReason", texts["Reason"]), new("text", "declineText", texts["In words"])],
        "transferred" => [new("toTeamId", "toTeam", texts["To the team"]), new("reason", "transferReason", texts["Reason"]), new("text", "transferText", texts["In words"])],
        "takeBack" => [new("reason", "takeBackReason", texts["Reason"]), new("text", "takeBackText", texts["In words"])],
        "progress" => [new("code", "step", texts["Step of the work"]), .. TaskFields("p", texts)],
        "outcome" =>
        [
            new("outcome.closedReason", "closedReason", texts["If closed, why"]),
            new("outcome.personsSafeguarded", "safeguarded", texts["Persons safeguarded"]),
            new("outcome.personsArrested", "arrested", texts["Persons arrested"]),
            new("outcome.usefulness", "usefulness", texts["Was the referral of use"]),
            new("outcome", $"outcome-{nameof(Common.V1.Outcome.Conviction)}", texts["What became of it"]),
            .. TaskFields("o", texts),
        ],
        "added" =>
        [
            new("referral.incidentType", "incidentType", texts["What is reported"]),
            new("referral.agencyReference", "reference", texts["Your reference"]),
            .. ReportedParts.Fields(sent, "referral", "", texts),
        ],
        _ => [],
    };

    private static FormField[] TaskFields(string prefix, Texts texts) =>
        [new("tasks[0].dueAt", $"{prefix}-taskDue", texts["Due on"]), new("tasks[0]", $"{prefix}-task", texts["A task that remains"])];

    /// <summary>Nothing is none; what is no number is refused, and not taken for none.</summary>
    private static int Number(string text) => text.Length == 0 ? 0 : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;
}
