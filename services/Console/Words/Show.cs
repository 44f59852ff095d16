using System.Globalization;
using Google.Protobuf.WellKnownTypes;

namespace Referrals.Console.Words;

/// <summary>Ids, times and spans as people read them.</summary>
public static class Show
{
    private const int BriefLength = 8;

    /// <summary><c>cases/case-…/countries/PH</c> is <c>PH-</c> and the last eight characters of the id.</summary>
    public static string CaseReference(string countryCase)
    {
        var (caseId, country) = Parts(countryCase);
        return $"{country}-{Brief(caseId)}";
    }

    /// <summary>The last eight characters of an id, which differ from one to the next.</summary>
    public static string Brief(string id) => (id.Length > BriefLength ? id[^BriefLength..] : id).ToUpperInvariant();

    /// <summary>The page of a country case.</summary>
    public static string CaseAddress(string countryCase)
    {
        var (caseId, country) = Parts(countryCase);
        return $"/cases/{caseId}/{country}";
    }

    /// <summary>Case and country of <c>cases/…/countries/CC</c>.</summary>
    public static (string CaseId, string Country) Parts(string countryCase) =>
        countryCase.Split('/') is ["cases", var caseId, "countries", var country] ? (caseId, country) : (countryCase, "");

    /// <summary>From whom to whom; a dash for nobody, empty where it changed hands in no way.</summary>
    public static string Passage(string from, string to) => from.Length + to.Length == 0 ? "" : $"{(from.Length > 0 ? from : "–")} → {(to.Length > 0 ? to : "–")}";

    /// <summary>Day and time of day, UTC, and said to be: who reads it sits anywhere.</summary>
    public static string Time(Timestamp? time) => time is null ? "" : Time(time.ToDateTimeOffset());

    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("d MMM yyyy, HH:mm 'UTC'", CultureInfo.CurrentCulture);

    /// <summary>To the second, UTC.</summary>
    public static string Exact(Timestamp time) => Exact(time.ToDateTimeOffset());

    public static string Exact(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    public static string TimeOfDay(DateTimeOffset time) => time.UtcDateTime.ToString("HH:mm 'UTC'", CultureInfo.CurrentCulture);

    /// <summary>For <c>datetime</c>.</summary>
    public static string Machine(Timestamp? time) => time is null ? "" : Machine(time.ToDateTimeOffset());

    public static string Machine(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>A length of time in its largest unit: minutes up to two hours, hours up to two days, then days. Pages count on alike (times.js).</summary>
    public static string Span(TimeSpan span, Texts texts)
    {
        var minutes = (long)Math.Floor(Math.Abs(span.TotalMinutes));
        return minutes < 1 ? texts["less than 1 min"] : minutes < 120 ? $"{minutes} {texts["min"]}" : minutes < 2880 ? $"{minutes / 60} {texts["hr"]}" : $"{minutes / 1440} {texts["days"]}";
    }

    /// <summary>How long until then: "in 12 min", "overdue by 3 hr".</summary>
    public static string Left(DateTimeOffset until, DateTimeOffset now, Texts texts) =>
        until < now ? texts["overdue by {0}", Span(now - until, texts)] : texts["in {0}", Span(until - now, texts)];
}
