using Microsoft.AspNetCore.Mvc;
using Referrals.Audit.V1;
using Referrals.Common.V1;
using Referrals.Console.Calls;
using Referrals.Console.Serving;
using Referrals.Console.Words;

namespace Referrals.Console.ReadTrail;

/// <summary>The trail of a referral or case: its proof, who held it when, and every record.</summary>
[ForRole(Role.Auditor)]
public sealed class TrailModel(ExchangeClients clients, ExchangeClock clock, PersonNames people, TimeProvider time, Texts texts) : ConsolePage(clients, texts)
{
    /// <summary>A referral, a case or a country case.</summary>
    [FromQuery]
    public string Of { get; set; } = "";

    public TrailProof Proof { get; private set; } = null!;

    public IReadOnlyList<CustodyRow> Custody { get; private set; } = [];

    public TrailPicture Picture { get; private set; } = null!;

    /// <summary>Names by pseudonym.</summary>
    public IReadOnlyDictionary<string, string> Names { get; private set; } = new Dictionary<string, string>();

    public DateTimeOffset Now { get; private set; }

    /// <summary>When it was checked, real time.</summary>
    public DateTimeOffset CheckedAt { get; } = time.GetUtcNow();

    public bool IsWrong => Proof.Report is { IsSound: false } || !Proof.IsComplete;

    public async Task OnGetAsync()
    {
        Now = await clock.NowAsync(Clients, Stop);
        Proof = await TrailProof.ReadAsync(Clients.Audit, Of, Stop);
        Names = await people.ByPseudonymAsync(Stop);
        Custody = CustodyRows.Of(Proof.Records);
        Picture = TrailPicture.Of(Custody, Now);
    }

    /// <summary>The file to verify elsewhere.</summary>
    public async Task<IActionResult> OnGetDownloadAsync()
    {
        var proof = await TrailProof.ReadAsync(Clients.Audit, Of, Stop);
        return proof.Bundle.Length == 0 ? NotFound() : File(proof.Bundle, "application/json", $"trail-{Show.Brief(Of.Replace('/', '-')).ToLowerInvariant()}.json");
    }

    /// <summary>The state of a record's proof in words.</summary>
    public string StateOf(LogRecord record) =>
        record.Index < 0 || record.Index >= Proof.CheckpointSize ? T["Promised, not yet under a checkpoint"]
        : Proof.Report!.Findings.Any(finding => finding.Place == $"record {record.Index}") ? T["Does not match"]
        : Proof.Report.AnchoredBy.Count > 0 ? T["In the log, cosigned by {0}", string.Join(", ", Proof.Report.AnchoredBy)]
        : T["In the log"];

    public string ToneOf(LogRecord record) =>
        record.Index < 0 || record.Index >= Proof.CheckpointSize ? "soon" : Proof.Report!.Findings.Any(finding => finding.Place == $"record {record.Index}") ? "urgent" : "good";
}
