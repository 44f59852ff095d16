using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Referrals.Contracts;
using Referrals.Platform.Hosting;
using Referrals.Routing.AddTeamInformation;
using Referrals.Routing.FollowCorrections;
using Referrals.Routing.HandOnInformation;
using Referrals.Routing.LapseHandOffs;
using Referrals.Routing.LoadPolicy;
using Referrals.Routing.OfferHandOff;
using Referrals.Routing.Storage;
using Referrals.Routing.TeamDirectory;
using Referrals.Routing.TrackCase;

namespace Referrals.Routing;

/// <summary>Routing in a process.</summary>
public static class Extensions
{
    /// <summary>Adds Routing with its store, consumers, policy and sweepers.</summary>
    public static WebApplicationBuilder AddRouting(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<RoutingOptions>().BindConfiguration("Policies");
        builder.Services.AddSingleton<PolicyCatalog>();
        builder.Services.AddSingleton<PolicyLoad>();
        builder.Services.AddSingleton<HandOffLapses>();
        builder.Services.AddSingleton<TeamSubmissions>();

        // Before the inbox starts to consume: nothing is routed without a policy.
        builder.Services.AddHostedService<PolicyAtStart>();
        builder.AddReferralsService<RoutingDbContext>(Topology.Routing, service => service
            .Consumes<CaseTrackingConsumer>()
            .Consumes<CaseAcceptedConsumer>()
            .Consumes<ReferralMatchedConsumer>()
            .Consumes<ReferralUpdatedConsumer>()
            .Consumes<FollowCorrectionsConsumer>()

            // What a batch has added is found in its context, and hand-offs are saved with each case.
            .SavesOncePerBatch());
        builder.Services.AddHostedService<PolicyWatch>();
        builder.Services.AddHostedService<LapseSweeper>();
        return builder;
    }

    /// <summary>Maps Routing's gRPC services.</summary>
    public static WebApplication MapRouting(this WebApplication app)
    {
        app.MapGrpcService<RoutingGrpcService>();
        app.MapGrpcService<TeamDirectoryGrpcService>();
        return app;
    }
}
