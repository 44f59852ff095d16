using Referrals.Contracts;
using Referrals.Platform;
using Referrals.Platform.Auditing;
using Referrals.Platform.Outbox;
using Referrals.Testing;

namespace Referrals.Benchmarks.Log;

/// <summary>Invented records of ordinary size, six to a stream.</summary>
internal static class Records
{
    private const int InStream = 6;
    private static readonly DateTimeOffset Begin = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);
    private static readonly string Commitment = new('a', 64);

    public static IEnumerable<(EventPosition Position, AuditRecord Record)> Make(int count)
    {
        var referral = "";
        for (var i = 0; i < count; i++)
        {
            if (i % InStream == 0)
                referral = Ids.New("ref");
            var position = new EventPosition(Topology.Intake, $"referrals/{referral}", i % InStream + 1);
            var entry = new AuditEntry
            {
                Type = i % InStream == 0 ? AuditTypes.Received : AuditTypes.Consulted,
                Actor = Callers.Agency("uk-nca"),
                Agency = "uk-nca",
                Referral = referral,
                Handling = "AMBER+H2",
                Commitments = new Dictionary<string, string> { ["content"] = Commitment },
            };
            yield return (position, new AuditRecord { Body = AuditBody.Write(entry, position, null, Begin.AddMilliseconds(i)) });
        }
    }
}
