using System.Globalization;
using Referrals.Exchange.Directories;
using Referrals.Exchange.Pages;
using Referrals.Platform.Hosting;

namespace Referrals.Exchange;

/// <summary>Puts the process together: the platform once, then every service, all on embedded storage.</summary>
internal static class ExchangeBuilder
{
    public static WebApplication Build(ExchangeSettings settings, string directory, DirectoryClock clock)
    {
        // The content root is not the caller's directory: a settings file that lies there is not the exchange's.
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory, ApplicationName = "Referrals.Exchange" });
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection(Configuration(settings, directory, clock));
        builder.Logging.SetMinimumLevel(LogLevel.Warning)
            .AddFilter("Referrals", settings.IsQuiet ? LogLevel.Warning : LogLevel.Information)
            // A start that failed is said in one line by whoever started it.
            .AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);
        builder.Logging.AddSimpleConsole(console => console.SingleLine = true);
        builder.Services.AddSingleton<ServedAddresses>();
        builder.AddReferralsPlatform();
        Services.Add(builder);
        var app = builder.Build();
        app.MapReferralsPlatform();
        Services.Map(app);
        app.MapPages();
        return app;
    }

    private static Dictionary<string, string?> Configuration(ExchangeSettings settings, string directory, DirectoryClock clock) => new()
    {
        ["Storage:Provider"] = "sqlite",
        ["Storage:Directory"] = Path.Combine(directory, "store"),
        ["Bus:Provider"] = "embedded",
        ["Data:Directory"] = directory,
        ["Listen:Web"] = settings.WebPort.ToString(CultureInfo.InvariantCulture),
        ["Listen:Grpc"] = settings.GrpcPort.ToString(CultureInfo.InvariantCulture),
        ["Clock:Simulated"] = clock.Simulated.ToString(),
        ["Clock:InitialOffset"] = clock.InitialOffsetSeconds.ToString("R", CultureInfo.InvariantCulture),
        ["Console:LinksSuffice"] = settings.LinksSuffice.ToString(),
        ["Telemetry:Otlp"] = settings.Otlp?.ToString(),
    };
}
