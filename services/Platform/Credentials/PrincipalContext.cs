using Grpc.Core;

namespace Referrals.Platform.Credentials;

/// <summary>The caller of a call; the access interceptor has put it there.</summary>
public static class PrincipalContext
{
    private static readonly object Key = new();

    public static Principal GetPrincipal(this ServerCallContext context) => (Principal)context.UserState[Key];

    public static void SetPrincipal(this ServerCallContext context, Principal principal) => context.UserState[Key] = principal;
}
