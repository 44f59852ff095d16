using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Referrals.Common.V1;

namespace Referrals.Platform.Credentials.Outside;

/// <summary>
/// Reads the tokens that agencies bring from an outside issuer: it says which agency calls, and nothing else. One that is not enrolled
/// here is nobody, whatever the issuer says; so is anybody who is no agency.
/// </summary>
public sealed class OutsideTokens
{
    private const string Scheme = "Bearer ";
    private const int MaximumTokenLength = 8192;
    private const int MaximumRemembered = 10_000;
    private readonly IssuerOptions options;
    private readonly IssuerKeys keys;
    private readonly GrantBook grants;
    private readonly TimeProvider time;
    private volatile Remembered remembered = new(KeySet.None);

    internal OutsideTokens(IOptions<IssuerOptions> options, IssuerKeys keys, GrantBook grants, TimeProvider time)
    {
        (this.options, this.keys, this.grants, this.time) = (options.Value, keys, grants, time);
    }

    /// <summary>The agency's credential that an <c>authorization</c> header proves; null if it proves none.</summary>
    public async ValueTask<VerifiedCredential?> ReadAsync(string? authorization, CancellationToken cancellationToken)
    {
        if (!options.IsOn || authorization is null || authorization.Length > MaximumTokenLength || !authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            return null;
        var token = authorization[Scheme.Length..].Trim();
        return await FindAsync(token, cancellationToken) is { } found && found.Expires > time.GetUtcNow() && grants.Find(found.Agency) is { Role: Role.Agency } grant
            ? new VerifiedCredential(grant.ToPrincipal(), found.IssuedAt, found.Expires) { IsOutside = true }
            : null;
    }

    private async ValueTask<OutsideToken?> FindAsync(string token, CancellationToken cancellationToken)
    {
        if (KeyIdOf(token) is not { } keyId)
            return null;
        var set = await keys.ReadAsync(keyId, cancellationToken);

        // What was verified with keys that have changed since is verified again.
        var known = remembered;
        if (known.Set != set)
            remembered = known = new Remembered(set);
        var hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
        if (known.Tokens.TryGetValue(hash, out var found))
            return found;
        if (await OutsideToken.ReadAsync(token, set.Keys, options, time.GetUtcNow()) is not { } read)
            return null;
        if (known.Tokens.Count >= MaximumRemembered)
            known.Tokens.Clear();
        return known.Tokens[hash] = read;
    }

    /// <summary>The key that a token of the issuer's names; null for what is none of its tokens.</summary>
    private string? KeyIdOf(string token)
    {
        try
        {
            var jwt = new JsonWebToken(token);
            return jwt.Issuer == options.Name ? jwt.Kid : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private sealed record Remembered(KeySet Set)
    {
        public ConcurrentDictionary<string, OutsideToken> Tokens { get; } = new();
    }
}
