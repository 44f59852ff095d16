using System.Globalization;
using System.Text.Json;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Referrals.Common.V1;
using Referrals.Contracts;
using Referrals.Operations.V1;
using Referrals.Platform;
using Referrals.Platform.Clocks;
using Referrals.Platform.Credentials;
using Referrals.Routing.Storage;
using Referrals.Routing.V1;
using Referrals.Testing;

namespace Referrals.Routing.Tests.Service;

/// <summary>Routing on a store, on the morning of 2026-03-02 of a simulated clock, and what its neighbours tell it.</summary>
internal sealed class RoutingUnderTest : IAsyncDisposable
{
    private static readonly DateTimeOffset Morning = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    private RoutingUnderTest(ServiceUnderTest<RoutingDbContext> service) => Service = service;

    public ServiceUnderTest<RoutingDbContext> Service { get; }

    public DateTimeOffset Now => Service.Services.GetRequiredService<BusinessClock>().Now;

    public static async Task<RoutingUnderTest> StartAsync(StoreKind kind, DateTimeOffset? now = null, ServiceSettings? settings = null, params (string Key, string Value)[] configuration)
    {
        settings ??= new ServiceSettings();
        var offset = (now ?? Morning) - TimeProvider.System.GetUtcNow();
        var all = new Dictionary<string, string>(settings.Configuration)
        {
            ["Clock:Simulated"] = "true",
            ["Clock:InitialOffset"] = offset.TotalSeconds.ToString("R", CultureInfo.InvariantCulture),
        };
        foreach (var (key, value) in configuration)
            all[key] = value;
        return new RoutingUnderTest(await ServiceUnderTest.StartAsync<RoutingDbContext>(
            kind, builder => builder.AddRouting(), app => app.MapRouting(), settings with { Configuration = all }));
    }

    public RoutingService.RoutingServiceClient As(Principal principal) => new(Service.As(principal));

    public RoutingService.RoutingServiceClient Team(string id, string? member = null) => As(Callers.Team(id, member));

    public RoutingService.RoutingServiceClient Officer(string desk = "ph") => As(Callers.Officer("reyes", desk));

    /// <summary>Moves the business clock forward.</summary>
    public Task AdvanceAsync(TimeSpan by) => AdvanceAsync(by, Service.As(Callers.Operator));

    public static async Task AdvanceAsync(TimeSpan by, CallInvoker @operator)
    {
        var operations = new OperationsService.OperationsServiceClient(@operator);
        var offset = (await operations.GetClockAsync(new GetClockRequest())).Offset.ToTimeSpan() + by;
        await operations.AdvanceClockAsync(new AdvanceClockRequest { RequestId = NewRequest(), Offset = offset.ToDuration() });
    }

    public static string NewRequest() => Ids.New("rq");

    /// <summary>A new case of these referrals, accepted by the Philippine desk; returns the country case.</summary>
    public async Task<string> AcceptAsync(Priority priority, params ReferralMetadata[] referrals)
    {
        var caseId = Ids.New("case");
        await Task.WhenAll(referrals.Select((referral, i) => MatchAsync(caseId, referral, i == 0 ? MatchDecision.New : MatchDecision.Linked)));
        var countryCase = $"cases/{caseId}/countries/{referrals[0].Countries[0]}";
        await Service.DeliverAsync(countryCase, new CaseOpened
        {
            CountryCase = countryCase,
            CaseId = caseId,
            Country = referrals[0].Countries[0],
            Desk = "ph",
            Priority = priority,
            DueAt = Now.AddDays(1),
            Reopened = false,
            ReferralId = referrals[0].ReferralId,
        });
        await AcceptAgainAsync(countryCase, priority, null, referrals);
        return countryCase;
    }

    public Task AcceptAgainAsync(string countryCase, Priority priority, string? leadTeam, params ReferralMetadata[] referrals) => Service.DeliverAsync(countryCase, new CaseAccepted
    {
        CountryCase = countryCase,
        CaseId = countryCase.Split('/')[1],
        Country = countryCase.Split('/')[3],
        Desk = "ph",
        Priority = priority,
        DecidedBy = "p-officer",
        Justification = JustificationCode.ChildAtRisk,
        LeadTeam = leadTeam,
        OpenedAt = Now.AddHours(-2),
        Referrals = [.. referrals.Take(50)],
        ReferralCount = referrals.Length,
    });

    public Task MatchAsync(string caseId, ReferralMetadata referral, MatchDecision decision) => Service.DeliverAsync(
        $"cases/{caseId}", new ReferralMatched { CaseId = caseId, Referral = referral, Decision = decision, ReferralCount = 1 });

    public Task UpdateAsync(string countryCase, ReferralMetadata referral, ReferralChange change, ConsentScope? scope = null) => Service.DeliverAsync(
        CaseStream(countryCase), new ReferralUpdated { CaseId = countryCase.Split('/')[1], Referral = referral, Change = change, ConsentScope = scope });

    public static string CaseStream(string countryCase) => string.Join('/', countryCase.Split('/')[..2]);

    /// <summary>The hand-offs of a case, oldest first; of those offered at once the lead's first.</summary>
    public async Task<List<HandOffRow>> HandOffsAsync(string countryCase) =>
        [.. (await Service.Store.ReadAsync((db, token) => db.HandOffs.Where(handOff => handOff.CountryCase == countryCase).ToListAsync(token), CancellationToken.None))
            .OrderBy(handOff => handOff.OfferedAt)
            .ThenBy(handOff => handOff.Role)
            .ThenBy(handOff => handOff.HandOffId, StringComparer.Ordinal)];

    public async Task<HandOffRow> HandOffAsync(string countryCase, string team) => (await HandOffsAsync(countryCase)).Last(handOff => handOff.TeamId == team);

    public Task<string> CustodianAsync(string countryCase) => Service.Store.ReadAsync(
        (db, token) => db.CountryCases.Where(row => row.CountryCase == countryCase).Select(row => row.Custodian).SingleAsync(token), CancellationToken.None);

    /// <summary>The hand-offs of a case as text: <c>Lead nbi-ahtrad Offered</c>.</summary>
    public async Task<string[]> StandingAsync(string countryCase) =>
        [.. (await HandOffsAsync(countryCase)).Select(handOff => $"{handOff.Role} {handOff.TeamId} {handOff.State}")];

    public async Task AcknowledgeAsync(string countryCase, string team) => await Team(team).AcknowledgeAsync(new AcknowledgeRequest
    {
        RequestId = NewRequest(),
        HandOffId = (await HandOffAsync(countryCase, team)).HandOffId,
        TeamReference = $"{team}-1",
    });

    /// <summary>Records of one type in the log.</summary>
    public async Task<List<JsonElement>> RecordsAsync(string type) =>
        [.. (await Service.AuditBodiesAsync()).Select(body => JsonDocument.Parse(body).RootElement).Where(body => body.GetProperty("type").GetString() == type)];

    /// <summary>Why a call is refused.</summary>
    public static async Task<string> RefusalAsync<T>(AsyncUnaryCall<T> call)
    {
        try
        {
            await call;
            return "OK";
        }
        catch (RpcException exception)
        {
            var details = Platform.Commands.RefusalStatus.GetDetails(exception)!;
            var reason = details.Details.Select(any => any.TryUnpack<Google.Rpc.ErrorInfo>(out var info) ? info.Type : null).First(type => type is not null);
            return $"{exception.StatusCode} {reason}";
        }
    }

    public ValueTask DisposeAsync() => Service.DisposeAsync();
}
