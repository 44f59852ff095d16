using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;
using Referrals.Platform.Inbox;

namespace Referrals.Platform.Credentials.Outside;

/// <summary>
/// The keys of the outside issuer. Those that were read last hold while they cannot be read again, but not for ever: a withdrawn key
/// must end. One that is not known makes them be read again, though not at the pace of whoever sends such tokens.
/// </summary>
internal sealed class IssuerKeys(IOptions<IssuerOptions> options, TimeProvider time, ILogger<IssuerKeys> logger) : IDisposable
{
    private const int LargestSet = 256 * 1024;
    private static readonly TimeSpan ReadEvery = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan ReadAtMost = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan HoldsFor = TimeSpan.FromHours(12);
    private readonly SemaphoreSlim reading = new(1, 1);
    private readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
    {
        Timeout = TimeSpan.FromSeconds(5),
        MaxResponseContentBufferSize = LargestSet,
    };
    private volatile KeySet? known;
    private long triedAt;

    /// <summary>The keys as they are now; none when they were never read, or not for too long.</summary>
    /// <param name="keyId">The key that a token names, which they should have.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async ValueTask<KeySet> ReadAsync(string keyId, CancellationToken cancellationToken)
    {
        if (IsDue(keyId))
        {
            await reading.WaitAsync(cancellationToken);
            try
            {
                if (IsDue(keyId))
                    await ReadAgainAsync();
            }
            finally
            {
                reading.Release();
            }
        }

        return known is { } set && time.GetElapsedTime(set.ReadAt) < HoldsFor ? set : KeySet.None;
    }

    public void Dispose()
    {
        http.Dispose();
        reading.Dispose();
    }

    private bool IsDue(string keyId)
    {
        if (known is not { } set)
            return triedAt == 0 || time.GetElapsedTime(triedAt) >= ReadAtMost;
        if (!options.Value.KeysAreRemote)
            return File.GetLastWriteTimeUtc(options.Value.Keys) != set.Stamp;
        return time.GetElapsedTime(triedAt) >= (set.Has(keyId) ? ReadEvery : ReadAtMost);
    }

    private async Task ReadAgainAsync()
    {
        triedAt = time.GetTimestamp();
        try
        {
            var stamp = options.Value.KeysAreRemote ? default : File.GetLastWriteTimeUtc(options.Value.Keys);
            var text = options.Value.KeysAreRemote ? await http.GetStringAsync(new Uri(options.Value.Keys)) : await File.ReadAllTextAsync(options.Value.Keys);

            known = new KeySet(KeySet.Read(text), stamp, triedAt);
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException or TaskCanceledException or ArgumentException or JsonException or UnauthorizedAccessException)
        {
            logger.IssuerKeysWait(ErrorText.Of(exception));
        }
    }
}
