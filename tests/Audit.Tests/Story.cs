using Referrals.Common.V1;
using Referrals.Contracts;
using Referrals.Platform;
using Referrals.Platform.Auditing;
using Referrals.Platform.Credentials;
using Referrals.Platform.Outbox;
using Referrals.Testing;

namespace Referrals.Audit.Tests;

/// <summary>What services tell the log, each record with its place in its stream, in the order in which it happened.</summary>
internal sealed class Story
{
    public static readonly DateTimeOffset Begin = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);
    private readonly Dictionary<(string, string), long> sequences = [];
    private readonly List<Telling> tellings = [];

    public IReadOnlyList<Telling> Tellings => tellings;

    /// <summary>One more record, an hour after the one before.</summary>
    public EventPosition Tell(string service, string stream, AuditEntry entry, EventPosition? cause = null)
    {
        var sequence = sequences[(service, stream)] = sequences.GetValueOrDefault((service, stream)) + 1;
        var position = new EventPosition(service, stream, sequence);
        tellings.Add(new Telling(position, cause, AuditBody.Write(entry, position, cause, Begin.AddHours(tellings.Count))));
        return position;
    }

    public EventPosition Received(string referral, string agency) => Tell(
        Topology.Intake, $"referrals/{referral}", new AuditEntry { Type = AuditTypes.Received, Actor = Callers.Agency(agency), Agency = agency, Referral = referral });

    public EventPosition Placed(string type, string referral, string caseId, string agency, EventPosition? cause = null) => Tell(
        Topology.Matching, $"cases/{caseId}", new AuditEntry { Type = type, Agency = agency, Referral = referral, Case = caseId }, cause);

    public EventPosition InCase(string service, string caseId, string country, AuditEntry entry, EventPosition? cause = null) => Tell(
        service, CountryCase(caseId, country), entry with { Case = caseId, CountryCase = CountryCase(caseId, country) }, cause);

    /// <summary>From the submission to the acknowledgement of one referral.</summary>
    public void Whole(string referral, string caseId, string agency, string team = "nbi-ahtrad", string country = "PH")
    {
        var received = Received(referral, agency);
        var matched = Placed(AuditTypes.Matched, referral, caseId, agency, received);
        var opened = InCase(Topology.Triage, caseId, country, new AuditEntry { Type = AuditTypes.Opened, To = $"desk/{country.ToLowerInvariant()}" }, matched);
        var accepted = InCase(Topology.Triage, caseId, country, new AuditEntry { Type = AuditTypes.Accepted, Actor = Callers.Officer("okoro", "ph"), Justification = "MEETS_THRESHOLD" }, opened);
        var handOff = Ids.New("hof");
        var offered = InCase(
            Topology.Routing,
            caseId,
            country,
            new AuditEntry { Type = AuditTypes.Offered, Team = team, HandOff = handOff, From = $"desk/{country.ToLowerInvariant()}", To = $"team/{team}", Rule = "ph-region-7", PolicyVersion = "2020-1" },
            accepted);
        InCase(Topology.Routing, caseId, country, new AuditEntry { Type = AuditTypes.Acknowledged, Actor = Callers.Team(team), Team = team, HandOff = handOff, To = $"team/{team}" }, offered);
    }

    public static string CountryCase(string caseId, string country) => $"cases/{caseId}/countries/{country}";

    public static Principal Auditor { get; } = Callers.Auditor("mercier");

    /// <summary>One record on its way.</summary>
    internal sealed record Telling(EventPosition Position, EventPosition? Cause, string Body);
}
