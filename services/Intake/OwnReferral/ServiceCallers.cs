using Grpc.Core;
using Referrals.Platform.Commands;
using Referrals.Platform.Credentials;

namespace Referrals.Intake.OwnReferral;

/// <summary>Calls that one service of the exchange makes, and no other.</summary>
public static class ServiceCallers
{
    public static void Require(ServerCallContext context, string service)
    {
        if (context.GetPrincipal().Name != $"service/{service}")
            throw new RefusedException(Refusal.PermissionDenied("only another service of the exchange may make this call"));
    }
}
