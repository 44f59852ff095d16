using Referrals.Audit;
using Referrals.Identity;
using Referrals.Intake;
using Referrals.Matching;
using Referrals.Routing;
using Referrals.Triage;

namespace Referrals.Exchange;

/// <summary>The services of the exchange, in the order in which they start: keys and credentials first.</summary>
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
    }

    public static void Map(WebApplication app)
    {
        app.MapIdentity();
        app.MapIntake();
        app.MapMatching();
        app.MapTriage();
        app.MapRouting();
        app.MapAudit();
    }
}
