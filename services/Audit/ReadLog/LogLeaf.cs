using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Referrals.Audit.AppendRecord;
using Referrals.Audit.V1;
using Referrals.Common.V1;

namespace Referrals.Audit.ReadLog;

/// <summary>A leaf as it lies in the log.</summary>
internal sealed record LogLeaf(long Index, string Body, byte[] Hash, long PreviousIndex)
{
    public string Json => Leaf.Json(Body, PreviousIndex);

    /// <summary>The leaf and what its body says.</summary>
    public LogRecord ToRecord()
    {
        var entry = LogEntry.Read(Body);
        var record = new LogRecord
        {
            Index = Index,
            LeafJson = Json,
            LeafHash = ByteString.CopyFrom(Hash),
            Type = entry.Type,
            Time = entry.Time.ToTimestamp(),
            Actor = entry.Actor ?? "",
            Role = System.Enum.TryParse<Role>(entry.Role, ignoreCase: true, out var role) ? role : Role.Unspecified,
            Agency = entry.Agency ?? "",
            Team = entry.Team ?? "",
            CaseId = entry.Case ?? "",
            CountryCase = entry.CountryCase ?? "",
            ReferralId = entry.Referral ?? "",
            HandOffId = entry.HandOff ?? "",
            From = entry.From ?? "",
            To = entry.To ?? "",
            RuleId = entry.Rule ?? "",
            PolicyVersion = entry.PolicyVersion ?? "",
            Justification = entry.Justification ?? "",
            Service = entry.Position.Service,
            Stream = entry.Position.Stream,
            Sequence = entry.Position.Sequence,
            PreviousIndex = PreviousIndex,
        };
        if (entry.Cause is { } cause)
            record.Cause = new RecordCause { Service = cause.Service, Stream = cause.Stream, Sequence = cause.Sequence };
        return record;
    }
}
