using Referrals.Common.V1;
using Referrals.Triage.V1;

namespace Referrals.Console.Words;

/// <summary>Which colour a tag has; the words say the same.</summary>
public static class Tones
{
    public static string Of(Priority priority) => priority switch
    {
        Priority.P1Immediate => "urgent",
        Priority.P2Urgent => "soon",
        Priority.P3Standard => "calm",
        _ => "",
    };

    public static string Of(CountryCaseState state) => state switch
    {
        CountryCaseState.Open => "calm",
        CountryCaseState.InformationRequested or CountryCaseState.AcceptHeld => "soon",
        CountryCaseState.Accepted => "good",
        _ => "",
    };

    public static string Of(HandOffState state) => state switch
    {
        HandOffState.Offered => "soon",
        HandOffState.Acknowledged or HandOffState.InProgress => "calm",
        HandOffState.Completed => "good",
        HandOffState.TimedOut or HandOffState.Declined or HandOffState.Revoked => "urgent",
        _ => "",
    };

    public static string Of(Tlp tlp) => tlp switch
    {
        Tlp.Red => "urgent",
        Tlp.AmberStrict or Tlp.Amber => "soon",
        Tlp.Green => "good",
        _ => "",
    };

    public static string Of(ReferralState state) => state switch
    {
        ReferralState.InformationRequested or ReferralState.AwaitingConsent => "soon",
        ReferralState.Orphaned => "urgent",
        ReferralState.Accepted or ReferralState.Routed or ReferralState.Acknowledged or ReferralState.InProgress => "calm",
        ReferralState.Completed => "good",
        _ => "",
    };

    /// <summary>The class of a tag.</summary>
    public static string Class(string tone) => tone.Length > 0 ? $"console-tag console-tag--{tone}" : "console-tag";
}
