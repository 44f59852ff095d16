using Referrals.Common.V1;
using Referrals.Platform.Commands;
using Referrals.Platform.Credentials;

namespace Referrals.Platform.Access;

/// <summary>The gate that every service puts before what a call names.</summary>
public static class NeedToKnow
{
    /// <summary>Whether the caller has a right in this standing.</summary>
    public static bool Allows(this Principal caller, Right right, Standing standing) => AccessPolicy.Allows(caller.Role, right, standing);

    /// <summary>
    /// Null where the caller may. Otherwise the one refusal for what is another's and for what is not there, recorded alike, so
    /// that neither its words nor its time tell which; to somebody who may see all there is, it is just not there.
    /// </summary>
    /// <param name="caller">Who calls.</param>
    /// <param name="right">What for.</param>
    /// <param name="standing">How the caller stands towards it; <see cref="Standing.None"/> when it is not there.</param>
    /// <param name="kind">What kind of thing it is, in words.</param>
    public static Refusal? Check(this Principal caller, Right right, Standing standing, string kind) =>
        AccessPolicy.Allows(caller.Role, right, standing) ? null
        : AccessPolicy.AllowsAny(caller.Role, right) ? Refusal.NotFound(kind)
        : Refusal.Denied(kind);
}
