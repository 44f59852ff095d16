using Referrals.Audit.AppendRecord;
using Referrals.Audit.CheckLog;
using Referrals.Audit.CollectCosignatures;
using Referrals.Audit.Export;
using Referrals.Audit.GetProofs;
using Referrals.Audit.GetTrail;
using Referrals.Audit.IntegrateLeaves;
using Referrals.Audit.ReadLog;
using Referrals.Audit.RotateKey;
using Referrals.Audit.Search;
using Referrals.Audit.ServeTiles;
using Referrals.Audit.SignCheckpoints;
using Referrals.Contracts;
using Referrals.Platform.Hosting;

namespace Referrals.Audit;

/// <summary>Hosts Audit in a process.</summary>
public static class Extensions
{
    public static WebApplicationBuilder AddAudit(this WebApplicationBuilder builder)
    {
        builder.AddReferralsService<AuditDbContext>(Topology.Audit, service => service.Consumes<AuditRecordConsumer>().SavesOncePerBatch());
        var services = builder.Services;
        services.AddOptions<LogOptions>().BindConfiguration("Log").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<Wake>().AddSingleton<CheckpointNews>().AddSingleton<LogCondition>().AddSingleton<LogKeys>();
        services.AddSingleton<Integration>().AddHostedService<Integrator>();
        services.AddSingleton<WitnessRound>().AddHostedService<CosignatureCollector>();
        services.AddHealthChecks().AddCheck<LogHealth>("log");
        services.AddSingleton<LogReader>().AddSingleton<TrailReader>().AddSingleton<CompletenessReader>().AddSingleton<LeafAccess>();
        services.AddSingleton<GetTrailHandler>().AddSingleton<SearchHandler>().AddSingleton<ExportHandler>();
        services.AddSingleton<GetCheckpointHandler>().AddSingleton<GetInclusionProofHandler>().AddSingleton<GetConsistencyProofHandler>();
        services.AddSingleton<GetProofHandler>().AddSingleton<GetStreamHeadsHandler>();
        services.AddSingleton<CertifyServiceKeyHandler>().AddSingleton<RotateLogKeyHandler>().AddSingleton<CheckLogHandler>();
        return builder;
    }

    public static WebApplication MapAudit(this WebApplication app)
    {
        app.MapGrpcService<AuditGrpcService>();
        app.MapLogPages();
        return app;
    }
}
