using Referrals.Common.V1;
using Referrals.Contracts;
using Referrals.Matching.Storage;
using Referrals.Matching.V1;
using Referrals.Testing;

namespace Referrals.Matching.Tests;

/// <summary>Instances of Matching on one store, before a scripted Intake.</summary>
internal sealed class Desk : IAsyncDisposable
{
    private readonly FakeService intakeServer;
    private readonly List<ServiceUnderTest<MatchingDbContext>> instances;

    private Desk(ScriptedIntake intake, FakeService intakeServer, List<ServiceUnderTest<MatchingDbContext>> instances)
    {
        Intake = intake;
        this.intakeServer = intakeServer;
        this.instances = instances;
    }

    public ScriptedIntake Intake { get; }

    public ServiceUnderTest<MatchingDbContext> Matching => instances[0];

    public IReadOnlyList<ServiceUnderTest<MatchingDbContext>> Instances => instances;

    public MatchingService.MatchingServiceClient As(Platform.Credentials.Principal caller) => new(Matching.As(caller));

    public MatchingService.MatchingServiceClient AsReyes => As(Callers.Officer("reyes", "ph"));

    public static async Task<Desk> StartAsync(StoreKind kind, int count = 1, IReadOnlyDictionary<string, string>? configuration = null)
    {
        var intake = new ScriptedIntake();
        var server = await FakeService.StartAsync(intake);
        var settings = new ServiceSettings
        {
            Configuration = new Dictionary<string, string>(configuration ?? new Dictionary<string, string>()) { ["Services:intake"] = server.Address },
        };
        var instances = new List<ServiceUnderTest<MatchingDbContext>>();
        for (var i = 0; i < count; i++)
        {
            instances.Add(await ServiceUnderTest.StartAsync<MatchingDbContext>(kind, builder => builder.AddMatching(), app => app.MapMatching(), settings));
            settings = settings with { Database = instances[0].Database, DataDirectory = instances[0].DataDirectory };
        }

        return new Desk(intake, server, instances);
    }

    /// <summary>Submits a tip and tells which decision it met.</summary>
    public async Task<ReferralMatched> ReceiveAsync(Tip tip)
    {
        await DeliverAsync(tip);
        return (await Matching.PublishedAsync<ReferralMatched>()).Single(matched => matched.Referral.ReferralId == tip.Id);
    }

    public Task DeliverAsync(Tip tip, int instance = 0)
    {
        Intake.Put(tip.Id, 0, tip.Content);
        return instances[instance].DeliverAsync($"referrals/{tip.Id}", new ReferralReceived { Referral = tip.Metadata });
    }

    /// <summary>Adds information to a tip.</summary>
    public Task SupplementAsync(Tip tip, int number, Tip added)
    {
        Intake.Put(tip.Id, number, added.Content);
        return Matching.DeliverAsync($"referrals/{tip.Id}", new InformationAdded { Referral = tip.Metadata with { Supplements = number }, Supplement = number });
    }

    /// <summary>Has events applied in one batch, in this order: they arrive while another waits for Intake.</summary>
    public async Task TogetherAsync(params IReadOnlyList<Func<Task>> deliveries)
    {
        var before = Intake.Calls;
        Intake.GoAwayFor(calls: 3);
        var first = DeliverAsync(new Tip("au-afp"));
        await Eventually.Async(() => Intake.Calls > before);
        await Task.WhenAll([first, .. deliveries.Select(deliver => deliver())]);
    }

    public async Task<GetMatchesResponse> MatchesOfAsync(Tip tip, params MatchDecision[] decisions)
    {
        var request = new GetMatchesRequest { ReferralId = tip.Id };
        request.Decisions.AddRange(decisions);
        return await AsReyes.GetMatchesAsync(request);
    }

    public async ValueTask DisposeAsync()
    {
        // The first owns the database.
        foreach (var instance in instances.AsEnumerable().Reverse())
            await instance.DisposeAsync();
        await intakeServer.DisposeAsync();
    }
}
