using Referrals.Console.Words;
using Referrals.Triage.V1;

namespace Referrals.Console.ListQueue;

/// <summary>Holder and state of a case in words; the same for the page and for news of it.</summary>
public static class CaseWords
{
    public static string Holder(CountryCase item, string me, Texts texts) =>
        item.Holder.Length == 0 ? texts["Free"] : item.Holder == me ? texts["You, until {0}", Show.TimeOfDay(item.LeaseUntil.ToDateTimeOffset())] : item.HolderDisplayName;

    public static string Status(CountryCase item, Texts texts) =>
        item.Orphaned ? texts["No team takes it"]
        : item.State == CountryCaseState.Rejected && item.Disposition != Common.V1.Disposition.Unspecified ? texts["Rejected: {0}", texts.Of(item.Disposition)]
        : texts.Of(item.State);

    public static string Tone(CountryCase item) => item.Orphaned ? "urgent" : Tones.Of(item.State);

    /// <summary>Whether it waits for a decision.</summary>
    public static bool IsOpen(CountryCase item) => item.State is CountryCaseState.Open or CountryCaseState.InformationRequested || item.Orphaned;
}
