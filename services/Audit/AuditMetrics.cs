using System.Diagnostics.Metrics;

namespace Referrals.Audit;

/// <summary>What Audit counts.</summary>
internal static class AuditMetrics
{
    private static readonly Meter Meter = new("Referrals.Audit");
    private static readonly Counter<long> AppendedRecords = Meter.CreateCounter<long>("referrals.log.appended", "{record}", "Records appended to the log; counted before the commit");
    private static readonly Counter<long> IntegratedRecords = Meter.CreateCounter<long>("referrals.log.integrated", "{record}", "Records that a signed checkpoint covers");
    private static readonly Counter<long> SignedCheckpoints = Meter.CreateCounter<long>("referrals.log.checkpoints", "{checkpoint}", "Checkpoints signed");
    private static readonly Counter<long> RefusedCheckpoints = Meter.CreateCounter<long>("referrals.log.refusals", "{refusal}", "Times that the log refused to sign because something is wrong with it; an alarm");
    private static readonly Counter<long> GivenCosignatures = Meter.CreateCounter<long>("referrals.log.cosignatures", "{cosignature}", "Cosignatures received, by witness");
    private static readonly Counter<long> MissedCosignatures = Meter.CreateCounter<long>("referrals.log.cosignatures_missed", "{cosignature}", "Times that a witness gave none, by witness");
    private static readonly Counter<long> Disputes = Meter.CreateCounter<long>("referrals.log.disputes", "{dispute}", "Checkpoints that a witness refused as inconsistent, by witness; an alarm");

    public static void Appended(int records) => AppendedRecords.Add(records);

    public static void Signed(long records)
    {
        IntegratedRecords.Add(records);
        SignedCheckpoints.Add(1);
    }

    public static void Refused() => RefusedCheckpoints.Add(1);

    public static void Cosigned(string witness) => GivenCosignatures.Add(1, new KeyValuePair<string, object?>("witness", witness));

    public static void NotCosigned(string witness) => MissedCosignatures.Add(1, new KeyValuePair<string, object?>("witness", witness));

    public static void Disputed(string witness) => Disputes.Add(1, new KeyValuePair<string, object?>("witness", witness));
}
