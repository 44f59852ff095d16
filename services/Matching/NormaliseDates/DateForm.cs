namespace Referrals.Matching.NormaliseDates;

/// <summary>A date as far as it can be read. Parts that are missing or impossible are 0.</summary>
/// <param name="Year">1000 to 2999, or 0.</param>
/// <param name="Month">1 to 12, or 0.</param>
/// <param name="Day">1 to 31 and in that month, or 0.</param>
/// <param name="Digits">The eight digits of year, month and day as they were written, possible or not; empty for a year alone.</param>
public readonly record struct DateForm(int Year, int Month, int Day, string Digits)
{
    /// <summary>Whether it is a day of the calendar.</summary>
    public bool IsWhole => Year > 0 && Month > 0 && Day > 0;

    /// <summary>Whether what was written can be, as far as it goes: a month without its day can, 31 February cannot.</summary>
    public bool IsPossible => Digits.Length == 0 ? Year > 0 : Digits == $"{Year:0000}{Month:00}{Day:00}";

    /// <summary>From parts as written; what is impossible is dropped and what is left is kept.</summary>
    public static DateForm Of(int year, int month, int day)
    {
        var digits = month is >= 0 and <= 99 && day is >= 0 and <= 99 && (month > 0 || day > 0) ? $"{year:0000}{month:00}{day:00}" : "";
        var known = year is >= 1000 and <= 2999 ? year : 0;
        var valid = month is >= 1 and <= 12;
        var inMonth = valid && day >= 1 && day <= DateTime.DaysInMonth(known == 0 ? 2000 : known, month);
        return new DateForm(known, valid ? month : 0, inMonth ? day : 0, digits);
    }
}
