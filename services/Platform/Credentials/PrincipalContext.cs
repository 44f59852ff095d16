using Grpc.Core;

namespace Referrals.Platform.Credentials;

/// <summary>The caller of a call; the access interceptor has put it there.</summary>
public static class PrincipalContext
{
    private static readonly object Key = new();
    private static readonly object AdmissionKey = new();

    public static Principal GetPrincipal(this ServerCallContext context) => (Principal)context.UserState[Key];

    /// <summary>How long the caller may go on, and with what rights.</summary>
    internal static AdmittedCaller? GetAdmission(this ServerCallContext context) => context.UserState.TryGetValue(AdmissionKey, out var admission) ? (AdmittedCaller)admission : null;

    internal static void SetAdmission(this ServerCallContext context, AdmittedCaller admission)
    {
        context.UserState[AdmissionKey] = admission;
        context.SetPrincipal(admission.Principal);
    }

    public static void SetPrincipal(this ServerCallContext context, Principal principal) => context.UserState[Key] = principal;
}
