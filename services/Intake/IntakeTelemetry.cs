using System.Diagnostics.Metrics;

namespace Referrals.Intake;

/// <summary>Intake's instruments.</summary>
internal static class IntakeTelemetry
{
    private static readonly Meter Meter = new("Referrals.Intake");
    private static readonly Counter<long> Submissions = Meter.CreateCounter<long>("referrals.intake.submissions", "{submission}", "Submissions, by what became of them");
    private static readonly Counter<long> Additions = Meter.CreateCounter<long>("referrals.intake.supplements", "{supplement}", "Supplements and answers");
    private static readonly Counter<long> Consultations = Meter.CreateCounter<long>("referrals.intake.consultations", "{consultation}", "Readings of content, by role");
    private static readonly Counter<long> Erasures = Meter.CreateCounter<long>("referrals.intake.erasures", "{referral}", "Referrals erased");

    /// <summary>Referrals that wait for triage, as counted last.</summary>
    public static Gauge<long> Backlog { get; } = Meter.CreateGauge<long>("referrals.intake.backlog", "{referral}", "Referrals acknowledged and not yet in triage");

    public static void Submitted(string result) => Submissions.Add(1, new KeyValuePair<string, object?>("result", result));

    public static void Erased() => Erasures.Add(1);

    public static void Supplemented() => Additions.Add(1);

    public static void Consulted(string role) => Consultations.Add(1, new KeyValuePair<string, object?>("role", role));
}
