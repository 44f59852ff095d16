using Microsoft.Extensions.Options;

namespace Referrals.Console.SignIn.OpenId;

/// <summary>Finds out who came back from the provider.</summary>
public sealed class OpenIdSignIn
{
    private readonly OpenIdProvider provider;
    private readonly OpenIdAttempts attempts;
    private readonly IdTokens tokens;
    private readonly SessionPeople people;
    private readonly OpenIdOptions options;

    internal OpenIdSignIn(OpenIdProvider provider, OpenIdAttempts attempts, IdTokens tokens, SessionPeople people, IOptions<OpenIdOptions> options) =>
        (this.provider, this.attempts, this.tokens, this.people, this.options) = (provider, attempts, tokens, people, options.Value);

    /// <summary>Whom the answer proves, who has pages here; and where the person wanted to go.</summary>
    /// <exception cref="OpenIdException">It proves nobody.</exception>
    internal async Task<(ProvenPerson Person, string ReturnUrl)> ProveAsync(HttpContext context, string? code, string? state, string? issuer)
    {
        var attempt = attempts.Take(context) ?? throw new OpenIdException("no_attempt");
        if (!OpenIdAttempt.AreEqual(state, attempt.State))
            throw new OpenIdException("state");

        // RFC 9207: another provider's answer says so.
        if (issuer is not null && issuer != options.Issuer)
            throw new OpenIdException("issuer");
        if (string.IsNullOrEmpty(code))
            throw new OpenIdException("refused_by_provider");
        var configuration = await provider.ReadAsync(context.RequestAborted);
        var token = await provider.RedeemAsync(configuration, attempt, code, OpenIdEndpoint.CallbackOf(context, options), context.RequestAborted);
        var person = await ReadAsync(token, attempt.Nonce, context.RequestAborted);
        return await people.FindAsync(person.Principal, context.RequestAborted) is not null
            ? (person, attempt.ReturnUrl)
            : throw new OpenIdException("not_known_here") { Principal = person.Principal };
    }

    private async Task<ProvenPerson> ReadAsync(string token, string nonce, CancellationToken cancellationToken)
    {
        try
        {
            return await tokens.ReadAsync(token, await provider.ReadAsync(cancellationToken), nonce);
        }
        catch (OpenIdException exception) when (IdTokens.IsOfUnknownKey(exception))
        {
            provider.ReadAgain();
            return await tokens.ReadAsync(token, await provider.ReadAsync(cancellationToken), nonce);
        }
    }
}
