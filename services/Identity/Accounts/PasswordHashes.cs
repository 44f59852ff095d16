using System.Security.Cryptography;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Referrals.Identity.Storage;
using Referrals.Platform.Commands;

namespace Referrals.Identity.Accounts;

/// <summary>
/// Hashes passwords as ASP.NET Core Identity does (PBKDF2 with HMAC-SHA-512), a few at a time: hashing is slow on purpose, and whoever
/// sends many attempts gets no more processors than these.
/// </summary>
public sealed class PasswordHashes : IDisposable
{
    // OWASP Password Storage Cheat Sheet, for SHA-512.
    private const int Iterations = 210_000;
    private const int MostWaiting = 32;
    private static readonly AccountRow Nobody = new() { Principal = "", Handle = "" };
    private static readonly TimeSpan TryAgainAfter = TimeSpan.FromSeconds(5);
    private readonly PasswordHasher<AccountRow> hasher = new(Options.Create(new PasswordHasherOptions { IterationCount = Iterations }));
    private readonly ConcurrencyLimiter limiter = new(new ConcurrencyLimiterOptions
    {
        PermitLimit = Math.Max(1, Environment.ProcessorCount / 2),
        QueueLimit = MostWaiting,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });

    private readonly Lazy<string> hashOfNobody;

    public PasswordHashes() => hashOfNobody = new(() => hasher.HashPassword(Nobody, Convert.ToHexString(RandomNumberGenerator.GetBytes(32))));

    public Task<string> HashAsync(string password, CancellationToken cancellationToken) => TakeTurnAsync(() => hasher.HashPassword(Nobody, password), cancellationToken);

    /// <summary>Whether it is the password of a hash; without a hash it takes as long, and is not.</summary>
    public Task<bool> VerifyAsync(string? hash, string password, CancellationToken cancellationToken) => TakeTurnAsync(
        () => hasher.VerifyHashedPassword(Nobody, hash ?? hashOfNobody.Value, password) != PasswordVerificationResult.Failed && hash is not null, cancellationToken);

    public void Dispose() => limiter.Dispose();

    private async Task<T> TakeTurnAsync<T>(Func<T> hash, CancellationToken cancellationToken)
    {
        using var turn = await limiter.AcquireAsync(1, cancellationToken);
        return turn.IsAcquired
            ? await Task.Run(hash, cancellationToken)
            : throw new RefusedException(Refusal.Exhausted("TOO_MANY_ATTEMPTS", "too many people sign in just now; try again", TryAgainAfter));
    }
}
