using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Referrals.Common.V1;
using Referrals.Intake.V1;
using Referrals.Routing.V1;
using Enum = System.Enum;

namespace Referrals.Console.ReceiveHandOffs;

/// <summary>What a team's member has filled in, as the requests that it makes.</summary>
internal static class HandOffForm
{
    private const int Rows = 3;

    public static TEnum Value<TEnum>(IFormCollection form, string name)
        where TEnum : struct, Enum => Enum.TryParse<TEnum>(form[name], out var value) && Enum.IsDefined(value) ? value : default;

    public static string Text(IFormCollection form, string name) => form[name].ToString().ReplaceLineEndings("\n").Trim();

    /// <summary>A task that remains and its day, where one is chosen.</summary>
    public static IEnumerable<TaskToDo> Tasks(IFormCollection form)
    {
        var task = Value<OutstandingTask>(form, "task");
        if (task != default)
            yield return new TaskToDo { Task = task, DueAt = Day(Text(form, "taskDue")) };
    }

    public static IEnumerable<OutstandingTask> TasksDone(IFormCollection form) =>
        form["tasksDone"].Select(value => Enum.TryParse<OutstandingTask>(value, out var task) ? task : default).Where(task => task != default).Distinct();

    public static HandOffOutcome Outcome(IFormCollection form) => new()
    {
        Outcome = Value<Outcome>(form, "outcome"),
        ClosedReason = Value<ClosedReason>(form, "closedReason"),
        PersonsSafeguarded = Number(Text(form, "safeguarded")),
        PersonsArrested = Number(Text(form, "arrested")),
        Usefulness = Value<Usefulness>(form, "usefulness"),
    };

    /// <summary>What a team found, as a referral of its own.</summary>
    public static Referral Found(IFormCollection form, string country)
    {
        var referral = new Referral
        {
            AgencyReference = Text(form, "reference"),
            IncidentType = Value<IncidentType>(form, "incidentType"),
            Handling = new Handling { Tlp = Value<Tlp>(form, "tlp") },
            ChildAtImmediateRisk = form.ContainsKey("risk"),
            Narrative = Text(form, "narrative"),
        };
        if (country != "ZZ")
            referral.Countries.Add(country);
        for (var row = 0; row < Rows; row++)
        {
            if (Text(form, $"person{row}") is { Length: > 0 } name)
                referral.Persons.Add(new Person { Role = Value<PersonRole>(form, $"personRole{row}"), Names = { new PersonName { Full = name } }, DateOfBirth = Text(form, $"personBorn{row}") });
            if (Text(form, $"identifier{row}") is { Length: > 0 } value)
                referral.Identifiers.Add(new Identifier { Type = Value<IdentifierType>(form, $"identifierType{row}"), Value = value, Service = Text(form, $"identifierService{row}") });
        }

        return referral;
    }

    private static int Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static Timestamp? Day(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? new DateTimeOffset(day.ToDateTime(new TimeOnly(17, 0)), TimeSpan.Zero).ToTimestamp()
            : null;
}
