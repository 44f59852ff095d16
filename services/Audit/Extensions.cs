using Referrals.Audit.AppendRecord;
using Referrals.Audit.Export;
using Referrals.Audit.GetTrail;
using Referrals.Audit.ReadLog;
using Referrals.Audit.Search;
using Referrals.Contracts;
using Referrals.Platform.Hosting;

namespace Referrals.Audit;

/// <summary>Hosts Audit in a process.</summary>
public static class Extensions
{
    public static WebApplicationBuilder AddAudit(this WebApplicationBuilder builder)
    {
        builder.AddReferralsService<AuditDbContext>(Topology.Audit, service => service.Consumes<AuditRecordConsumer>().SavesOncePerBatch());
        builder.Services.AddSingleton<LogReader>();
        builder.Services.AddSingleton<TrailReader>();
        builder.Services.AddSingleton<CompletenessReader>();
        builder.Services.AddSingleton<GetTrailHandler>();
        builder.Services.AddSingleton<SearchHandler>();
        builder.Services.AddSingleton<ExportHandler>();
        return builder;
    }

    public static WebApplication MapAudit(this WebApplication app)
    {
        app.MapGrpcService<AuditGrpcService>();
        return app;
    }
}
