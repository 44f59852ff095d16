using Grpc.AspNetCore.Server;
using Grpc.Core;
using Microsoft.Extensions.Options;
using Referrals.Platform.Commands;
using Referrals.Platform.Credentials.Outside;
using Referrals.Platform.Tls;

namespace Referrals.Platform.Credentials;

/// <summary>
/// Lets a caller in: by the certificate of its connection, by the token that the call brings, or by both where they go together;
/// with the rights that hold now. Asked at every call, since a connection outlives what it began with.
/// </summary>
public sealed class CallerAdmission(CredentialValidator credentials, OutsideTokens outside, CertificateOwners owners, GrantBook grants, IOptions<TlsOptions> tls, TimeProvider time)
{
    // It brings what everybody is admitted by.
    private const string WatchGrants = "/referrals.identity.v1.IdentityService/WatchGrants";

    /// <summary>The refusal of a stream whose caller may no longer go on with it.</summary>
    public static Refusal Ended { get; } = Unauthenticated("CREDENTIAL_ENDED", "the credential has ended, or what it may do has changed; call again");

    private static Refusal Missing { get; } = Unauthenticated("NO_CREDENTIAL", "a client certificate, or a valid credential in the authorization metadata, is required");

    private static Refusal Unknown { get; } = Unauthenticated("CERTIFICATE_REFUSED", "the client certificate is not one of a principal, has ended or was denied");

    private static Refusal Required { get; } = Unauthenticated("CERTIFICATE_REQUIRED", "agencies and services show a client certificate here");

    private static Refusal Another { get; } = Unauthenticated("CERTIFICATE_OF_ANOTHER", "the client certificate and the credential are not of the same principal") with { IsDenial = true };

    private static Refusal Starting { get; } =
        new(StatusCode.Unavailable, "STARTING", "this part of the exchange does not know yet who may call; call again") { RetryAfter = TimeSpan.FromSeconds(1) };

    /// <summary>The caller, or why it is not let in.</summary>
    public async ValueTask<Result<AdmittedCaller>> AdmitAsync(ServerCallContext context)
    {
        var now = time.GetUtcNow();
        var authorization = context.RequestHeaders.GetValue("authorization");
        var token = await credentials.ReadAsync(authorization) ?? await outside.ReadAsync(authorization, context.CancellationToken);
        var owner = default(CertificateOwner);
        if (tls.Value.IsOn && context.GetHttpContext().Connection.ClientCertificate is { } certificate)
        {
            owner = owners.Find(certificate);
            if (owner is null)
                return Unknown;
        }

        if (token is null)
            return owner is null || authorization is not null ? Missing : AdmitOwner(owner, now);
        if (owner is not null && !TlsRules.GoTogether(token.Principal, owner.Principal))
        {
            context.SetPrincipal(token.Principal);
            return Another;
        }

        if (owner is null && !token.IsOutside && tls.Value is { IsOn: true, RequireClientCertificates: true } && TlsRules.IsKnownByCertificate(token.Principal.Role))
            return Required;
        if (!grants.IsComplete)
            return context.Method == WatchGrants ? new AdmittedCaller(token.Principal, token.Expires, CancellationToken.None) : Starting;
        return grants.Admit(token, now) is { } admitted ? Until(admitted, owner) : Ended;
    }

    /// <summary>By its certificate alone: a system that is known by it.</summary>
    private Result<AdmittedCaller> AdmitOwner(CertificateOwner owner, DateTimeOffset now)
    {
        if (!grants.IsComplete)
            return Starting;
        if (grants.Find(owner.Principal) is not { } grant || !TlsRules.IsKnownByCertificate(grant.Role))
            return Unknown;
        // A rotation ends tokens by their age, and certificates by what they are trusted by.
        return grants.Admit(new VerifiedCredential(grant.ToPrincipal(), DateTimeOffset.MaxValue, owner.Until), now) is { } admitted ? admitted : Ended;
    }

    private static AdmittedCaller Until(AdmittedCaller admitted, CertificateOwner? owner) =>
        owner is not null && owner.Until < admitted.Expires ? admitted with { Expires = owner.Until } : admitted;

    private static Refusal Unauthenticated(string reason, string text) => new(StatusCode.Unauthenticated, reason, text);
}
