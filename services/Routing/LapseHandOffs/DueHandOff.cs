namespace Referrals.Routing.LapseHandOffs;

/// <summary>A hand-off that has something due.</summary>
internal readonly record struct DueHandOff(string HandOffId, string CountryCase);
