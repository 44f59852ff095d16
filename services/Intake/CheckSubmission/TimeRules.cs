using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Referrals.Platform.Commands;

namespace Referrals.Intake.CheckSubmission;

/// <summary>Times and dates of what is reported.</summary>
public static class TimeRules
{
    private const int EarliestYear = 1900;

    /// <summary>How far a sender's clock may be ahead.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);

    private static readonly string[] IsoForms = ["yyyy-MM-dd", "yyyy-MM", "yyyy"];

    /// <summary>A time at which something was: not to come, and not before 1900.</summary>
    public static void Past(Violations violations, Timestamp? time, string path, DateTimeOffset now)
    {
        if (!Representable(violations, time, path) || time is null)
            return;
        var value = time.ToDateTimeOffset();
        violations.Require(value <= now + Skew, path, "must not be in the future", "OUT_OF_RANGE");
        violations.Require(value.Year >= EarliestYear, path, "must not be before 1900", "OUT_OF_RANGE");
    }

    /// <summary>A time between the years 1 and 9999, or none.</summary>
    public static bool Representable(Violations violations, Timestamp? time, string path) =>
        violations.Require(time is null || RequestShape.IsTime(time), path, "must be a time", "MALFORMED");

    /// <summary>A date of birth as given: an ISO date that can be, or another form with a digit in it, such as "about 12 years".</summary>
    public static void DateOfBirth(Violations violations, string text, string path, DateTimeOffset now)
    {
        if (text.Length == 0)
            return;
        TextRules.Optional(violations, text, path, 32);
        if (DateTimeOffset.TryParseExact(text, IsoForms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date))
            violations.Require(date <= now && date.Year >= EarliestYear - 50, path, "must be a date of birth that can be: from 1850 to today", "OUT_OF_RANGE");
        else
            violations.Require(IsPlausible(text), path, "must be a date such as 1980-05-04, 1980-05 or 1980, or another form of one", "MALFORMED");
    }

    private static bool IsPlausible(string text) =>
        text.Any(char.IsDigit) && !LooksIso(text) && text.All(c => char.IsLetterOrDigit(c) || c is ' ' or '.' or ',' or '/' or '-' or '\'' or '~' or '?' or '(' or ')' or '年' or '月' or '日');

    /// <summary>Written as an ISO date, yet none: 1980-13-40.</summary>
    private static bool LooksIso(string text) => text.Length is 4 or 7 or 10 && text.All(c => char.IsAsciiDigit(c) || c == '-') && text[..4].All(char.IsAsciiDigit);
}
