using Referrals.Contracts;
using Referrals.Matching.ConfirmLink;
using Referrals.Matching.FindPictures;
using Referrals.Matching.FindSimilar;
using Referrals.Matching.FollowReferral;
using Referrals.Matching.GetMatches;
using Referrals.Matching.MakeKeys;
using Referrals.Matching.MergeCases;
using Referrals.Matching.MoveReferrals;
using Referrals.Matching.PlaceReferral;
using Referrals.Matching.QueryIdentifier;
using Referrals.Matching.RejectLink;
using Referrals.Matching.SplitCase;
using Referrals.Matching.Storage;
using Referrals.Matching.SummariseSuggestions;
using Referrals.Matching.TrainModel;
using Referrals.Platform.Hosting;

namespace Referrals.Matching;

/// <summary>Puts the Matching service into a process.</summary>
public static class Extensions
{
    public static WebApplicationBuilder AddMatching(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<MatchingOptions>().BindConfiguration("Matching").ValidateDataAnnotations().ValidateOnStart();

        // Desks are declared once, for Triage; who may see a case's matches follows from them.
        services.AddOptions<DeskOptions>().BindConfiguration("Triage").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<DeskScope>();
        services.AddSingleton<MatchReader>();
        services.AddSingleton<SuggestionReader>();
        services.AddSingleton<IntakeContent>();
        services.AddSingleton<MatchingSecret>();
        services.AddSingleton<HotKeys>().AddSingleton<KnownPictures>();
        services.AddSingleton<SimilarNarratives>();
        services.AddSingleton<ModelsInForce>().AddSingleton<TrainModelHandler>();
        services.AddScoped<MatchingBatch>();
        services.AddSingleton<CorrectionGate>().AddSingleton<CaseMover>().AddSingleton<Corrections>();
        services.AddSingleton<ConfirmLinkHandler>().AddSingleton<RejectLinkHandler>().AddSingleton<SplitCaseHandler>().AddSingleton<MergeCasesHandler>();

        services.AddSingleton<AgencyContacts>().AddSingleton<QueryIdentifierHandler>();

        // What a batch has added is found in its context and in MatchingBatch; so its rows are saved together.
        return builder.AddReferralsService<MatchingDbContext>(Topology.Matching, service => service
            .Consumes<PlaceReferralConsumer>()
            .Consumes<IndexInformationConsumer>()
            .Consumes<FollowReferralConsumer>()
            .Consumes<EraseReferralConsumer>()
            .SavesOncePerBatch());
    }

    public static WebApplication MapMatching(this WebApplication app)
    {
        app.MapGrpcService<MatchingGrpcService>();
        return app;
    }
}
