using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.ResponseCompression;
using Referrals.Console.Calls;
using Referrals.Console.DecideCase;
using Referrals.Console.ListQueue;
using Referrals.Console.ReceiveHandOffs;
using Referrals.Console.Serving;
using Referrals.Console.ShowCase;
using Referrals.Console.SignIn;
using Referrals.Console.WatchOperations;
using Referrals.Console.Words;

namespace Referrals.Console;

/// <summary>Puts the console into a process: pages for officers, teams, auditors, agencies and operators.</summary>
public static class Extensions
{
    public static WebApplicationBuilder AddConsole(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<ConsoleOptions>().BindConfiguration("Console").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<Texts>();
        services.AddSingleton<AssetFiles>();
        services.AddSingleton<ExchangeClock>();
        services.AddSingleton<ServiceSightings>();
        services.AddScoped<OperationsReader>();
        services.AddSingleton<PersonCalls>();
        services.AddSingleton<IExpiredPost, ExpiredDraft>();
        services.AddHttpContextAccessor();
        services.AddScoped(provider => provider.GetRequiredService<IHttpContextAccessor>().HttpContext!.GetPerson());
        services.AddScoped(provider => provider.GetRequiredService<PersonCalls>().As(provider.GetRequiredService<Person>()));
        services.AddScoped<TeamNames>();
        services.AddScoped<OfficerNames>();
        services.AddScoped<PersonNames>();
        services.AddScoped<CaseLoader>();
        services.AddSessions();
        services.AddDataProtection().SetApplicationName("referrals-console");
        services.ConfigureOptions<KeyFiles>();
        services.AddAntiforgery(antiforgery =>
        {
            antiforgery.Cookie.Name = "referrals-form";
            antiforgery.Cookie.HttpOnly = true;
            antiforgery.Cookie.SameSite = SameSiteMode.Strict;
            antiforgery.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            antiforgery.SuppressXFrameOptionsHeader = true;
        });
        services.AddResponseCompression(compression =>
        {
            // The session's cookie goes with no request of another site, so none can guess by lengths.
            compression.EnableForHttps = true;
            compression.Providers.Add<GzipCompressionProvider>();
            compression.MimeTypes = ["text/html"];
        });
        services.AddRazorPages(pages => pages.RootDirectory = "/")
            .AddMvcOptions(mvc =>
            {
                mvc.Filters.Add<FaultPages>();
                mvc.ModelMetadataDetailsProviders.Add(new EmptyStaysEmpty());
            })
            .ConfigureApplicationPartManager(parts => parts.AddConsolePages());

        // That keys lie in a directory of their own mode, and that pages are never kept, is as it should be.
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        builder.Logging.AddFilter("Microsoft.AspNetCore.Antiforgery", LogLevel.Error);
        return builder;
    }

    public static WebApplication MapConsole(this WebApplication app)
    {
        // gRPC and JSON calls carry their own credentials and pass by all this.
        app.UseWhen(ConsolePaths.Serve, pages =>
        {
            pages.UseMiddleware<PageHeaders>();
            pages.UseResponseCompression();
            pages.UseAuthentication();
            pages.UseMiddleware<MissingPages>();
            pages.UseMiddleware<LateFormsAgain>();
        });
        app.MapRazorPages();
        app.MapAssets();
        app.MapCspReports();
        app.MapQueueNews();
        app.MapInboxNews();
        app.MapSession();
        return app;
    }
}
