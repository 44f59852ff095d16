using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Referrals.Common.V1;
using Referrals.Console.Serving;
using Referrals.Intake.V1;
using Referrals.Routing.V1;
using Enum = System.Enum;

namespace Referrals.Console.ReceiveHandOffs;

/// <summary>What a team's member has filled in, as the requests that it makes.</summary>
internal static class HandOffForm
{
    /// <summary>The end of a working day in the exchange's first country, UTC.</summary>
    private const int DueHour = 17;

    /// <summary>A task that remains and its day, where one is chosen.</summary>
    public static IEnumerable<TaskToDo> Tasks(IFormCollection form)
    {
        var task = FormText.Value<OutstandingTask>(form, "task");
        if (task != default)
            yield return new TaskToDo { Task = task, DueAt = Days.Read(FormText.Of(form, "taskDue"))?.AddHours(DueHour).ToTimestamp() };
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

    private static int Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
