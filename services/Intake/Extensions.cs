using Referrals.Identity.V1;
using Referrals.Intake.AddInformation;
using Referrals.Intake.AskSender;
using Referrals.Intake.Content;
using Referrals.Intake.EraseReferral;
using Referrals.Intake.FollowStatus;
using Referrals.Intake.GetScorecard;
using Referrals.Intake.Http;
using Referrals.Intake.LimitBacklog;
using Referrals.Intake.ListReferrals;
using Referrals.Intake.ReadReferral;
using Referrals.Intake.RecordConsent;
using Referrals.Intake.Storage;
using Referrals.Intake.SubmitForCase;
using Referrals.Intake.SubmitReferral;
using Referrals.Intake.WatchStatus;
using Referrals.Intake.Withdraw;
using Referrals.Platform.Clients;
using Referrals.Platform.Hosting;

namespace Referrals.Intake;

/// <summary>How a process hosts Intake.</summary>
public static class Extensions
{
    public static WebApplicationBuilder AddIntake(this WebApplicationBuilder builder)
    {
        builder.AddReferralsService<IntakeDbContext>("intake", service => service
            .Consumes<MatchingConsumer>()
            .Consumes<CorrectionsConsumer>()
            .Consumes<QueryConsumer>()
            .Consumes<TriageConsumer>()
            .Consumes<RoutingConsumer>()
            .SavesOncePerBatch());
        var services = builder.Services;
        services.AddOptions<IntakeOptions>().BindConfiguration("Intake").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(provider => new IdentityService.IdentityServiceClient(provider.GetRequiredService<ServiceChannels>().Invoker("intake", "identity")));
        services.AddScoped<StatusBook>().AddScoped<StatusWriter>();
        services.AddSingleton<AgencyDirectory>().AddSingleton<StatusReader>().AddSingleton<BacklogGate>();
        services.AddSingleton<ContentStore>().AddSingleton<SupplementWriter>().AddSingleton<RememberedAnswers>().AddSingleton<ReuseRules>();
        services.AddSingleton<SubmissionBatches>().AddHostedService(provider => provider.GetRequiredService<SubmissionBatches>());
        services.AddSingleton<SubmitHandler>().AddSingleton<SubmitManyHandler>().AddSingleton<SubmitForCaseHandler>();
        services.AddSingleton<AddInformationHandler>().AddSingleton<AnswerHandler>().AddSingleton<RecordInformationRequestHandler>();
        services.AddSingleton<WithdrawHandler>().AddSingleton<EraseHandler>().AddSingleton<ConsentHandler>();
        services.AddSingleton<GetHandler>().AddSingleton<ListHandler>().AddSingleton<WatchStatusHandler>();
        services.AddSingleton<KeptPromises>().AddSingleton<GetReceiptHandler>().AddSingleton<GetForMatchingHandler>();
        services.AddSingleton<ScorecardHandler>();
        services.AddSingleton<IntakeGrpcService>();
        return builder;
    }

    public static WebApplication MapIntake(this WebApplication app)
    {
        app.MapGrpcService<IntakeGrpcService>();
        app.MapIntakeJson();
        return app;
    }
}
