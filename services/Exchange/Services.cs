using Referrals.Audit;
using Referrals.Console;
using Referrals.Identity;
using Referrals.Intake;
using Referrals.Matching;
using Referrals.Routing;
using Referrals.Triage;

namespace Referrals.Exchange;

/// <summary>The services of the exchange, in the order in which they start: keys and credentials first, the console that calls them last.</summary>
internal static class Services
{
    public static void Add(WebApplicationBuilder builder)
    {
        builder.AddIdentity();
        builder.AddIntake();
        builder.AddMatching();
        builder.AddTriage();
        builder.AddRouting();
        builder.AddAudit();
        builder.AddConsole();
    }

    public static void Map(WebApplication app)
    {
        app.MapIdentity();
        app.MapIntake();
        app.MapMatching();
        app.MapTriage();
        app.MapRouting();
        app.MapAudit();
        app.MapConsole();
    }
}
