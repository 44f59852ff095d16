using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Referrals.Identity.Storage;

namespace Referrals.Identity.Accounts;

/// <summary>
/// ASP.NET Core Identity's passkey handler over our accounts, for the console's own origin: a passkey of another origin is refused,
/// and one whose holder was not verified, since it stands alone.
/// </summary>
internal sealed class Passkeys(IdentityDbContext db, string origin) : IDisposable
{
    private static readonly IdentityPasskeyOptions Rules = new()
    {
        UserVerificationRequirement = "required",
        ResidentKeyRequirement = "required",
        AttestationConveyancePreference = "none",
        AuthenticatorTimeout = TimeSpan.FromMinutes(5),
    };

    private readonly UserManager<AccountRow> users = new(
        new PasskeyUsers(db),
        Options.Create(new Microsoft.AspNetCore.Identity.IdentityOptions()),
        new PasswordHasher<AccountRow>(),
        [],
        [],
        new UpperInvariantLookupNormalizer(),
        new IdentityErrorDescriber(),
        null!,
        NullLogger<UserManager<AccountRow>>.Instance);

    /// <summary>Whether it is an origin at all: scheme, host and port, nothing else.</summary>
    public static bool IsOrigin(string origin) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http" && uri.GetLeftPart(UriPartial.Authority) == origin;

    public Task<PasskeyCreationOptionsResult> MakeCreationOptionsAsync(StoredAccount account) => Handler().MakeCreationOptionsAsync(
        new PasskeyUserEntity
        {
            Id = account.Row.Handle,
            Name = account.Principal.Name,
            DisplayName = account.Principal.DisplayName.Length > 0 ? account.Principal.DisplayName : account.Principal.Name,
        },
        Context());

    public Task<PasskeyAttestationResult> AttestAsync(string state, string credential) =>
        Handler().PerformAttestationAsync(new PasskeyAttestationContext { HttpContext = Context(), AttestationState = state, CredentialJson = credential });

    public Task<PasskeyRequestOptionsResult> MakeRequestOptionsAsync() => Handler().MakeRequestOptionsAsync(null, Context());

    public Task<PasskeyAssertionResult<AccountRow>> AssertAsync(string state, string credential) =>
        Handler().PerformAssertionAsync(new PasskeyAssertionContext { HttpContext = Context(), AssertionState = state, CredentialJson = credential });

    public void Dispose() => users.Dispose();

    private PasskeyHandler<AccountRow> Handler() => new(users, Options.Create(Rules));

    /// <summary>The handler reads domain and origin from a request; the console's are another process's, perhaps behind a proxy.</summary>
    private DefaultHttpContext Context()
    {
        var context = new DefaultHttpContext();
        var address = new Uri(origin);
        context.Request.Scheme = address.Scheme;
        context.Request.Host = HostString.FromUriComponent(address);
        context.Request.Headers.Origin = origin;
        return context;
    }
}
