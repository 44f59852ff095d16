using Microsoft.Extensions.DependencyInjection;
using Referrals.Common.V1;
using Referrals.Contracts;
using Referrals.Platform.Hosting;
using Referrals.Platform.Storage;
using Referrals.Testing;

namespace Referrals.Platform.Tests.Probe;

/// <summary>The probe on a store, and the events it hears.</summary>
internal static class ProbeService
{
    public static Task<ServiceUnderTest<ProbeDbContext>> StartAsync(StoreKind kind, ServiceSettings? settings = null) => ServiceUnderTest.StartAsync<ProbeDbContext>(
        kind,
        builder =>
        {
            builder.Services.AddSingleton<ProbeFailures>();
            builder.AddReferralsService<ProbeDbContext>("triage", service => service.Consumes<ProbeConsumer>());
        },
        _ => { },
        settings);

    public static Task<List<(string Stream, long Sequence)>> NotesAsync(this ServiceUnderTest<ProbeDbContext> service) => service.Store.ReadSqlAsync(
        (sql, token) => sql.QueryAsync("select stream, sequence from notes order by id", [], row => (row.Text(0), row.Number(1)), token), CancellationToken.None);

    public static ProbeFailures Failures(this ServiceUnderTest<ProbeDbContext> service) => service.Services.GetRequiredService<ProbeFailures>();

    public static async Task<(long Waiting, long Parked)> HeldAsync(this ServiceUnderTest<ProbeDbContext> service)
    {
        var backlog = await service.Services.GetServices<IServiceHost>().Single().GetBacklogAsync(CancellationToken.None);
        return (backlog.Waiting, backlog.Parked);
    }

    public static ReferralMatched Matched(string @case) => new()
    {
        CaseId = @case,
        Decision = MatchDecision.New,
        ReferralCount = 1,
        Referral = new ReferralMetadata
        {
            ReferralId = Ids.New("ref"),
            AgencyId = "uk-nca",
            AgencyReference = "EX-1",
            Origin = ReferralOrigin.Agency,
            IncidentType = IncidentType.Other,
            Countries = ["PH"],
            ReceivedAt = DateTimeOffset.UnixEpoch,
            ChildAtImmediateRisk = false,
            Tlp = Tlp.Amber,
            Conditions = [],
            IdentifierTypes = [],
            SubjectCount = 0,
            ChildCount = 0,
            ChildGenders = [],
            EvidenceItems = 0,
            Completeness = 10,
            Supplements = 0,
        },
    };

    public static CaseOrphaned Orphaned(string countryCase) => new() { CountryCase = countryCase, Reason = OrphanReason.NoTeam };
}
