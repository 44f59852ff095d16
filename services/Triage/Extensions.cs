using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Referrals.Contracts;
using Referrals.Platform.Hosting;

namespace Referrals.Triage;

/// <summary>How Triage is put into a process.</summary>
public static class Extensions
{
    /// <summary>Adds the service with its store and its consumers.</summary>
    public static WebApplicationBuilder AddTriage(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<TriageOptions>().BindConfiguration("Triage").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<DeskMap>();
        services.AddSingleton<CaseQueue>();
        services.AddSingleton<CaseArrivals>();
        services.AddSingleton<CaseSupplements>();
        services.AddSingleton<SenderQuestions>();
        services.AddSingleton<CaseWords>();
        services.AddHostedService<LapsedClaims>();
        services.AddHostedService<HeldAcceptances>();

        // What a batch has added is found in its context; so its rows are saved together.
        return builder.AddReferralsService<TriageDbContext>(Topology.Triage, service => service
            .Consumes<OpenCaseConsumer>()
            .Consumes<UpdateReferralConsumer>()
            .Consumes<ReturnOrphanConsumer>()
            .Consumes<ReturnHoldConsumer>()
            .Consumes<FollowCorrectionsConsumer>()
            .SavesOncePerBatch());
    }

    /// <summary>Serves the officers' queue.</summary>
    public static WebApplication MapTriage(this WebApplication app)
    {
        app.MapGrpcService<TriageGrpcService>();
        return app;
    }
}
