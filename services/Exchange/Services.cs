using Referrals.Audit;
using Referrals.Identity;
using Referrals.Matching;

namespace Referrals.Exchange;

/// <summary>The services of the exchange, in the order in which they start: keys and credentials first.</summary>
internal static class Services
{
    public static void Add(WebApplicationBuilder builder)
    {
        builder.AddIdentity();
        builder.AddMatching();
        builder.AddAudit();
    }

    public static void Map(WebApplication app)
    {
        app.MapIdentity();
        app.MapMatching();
        app.MapAudit();
    }
}
