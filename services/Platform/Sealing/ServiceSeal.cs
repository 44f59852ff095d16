using System.Security.Cryptography;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Referrals.Platform.Storage;

namespace Referrals.Platform.Sealing;

/// <summary>
/// What a service seals that is about no one subject: the answers that it remembers. Its key is the first that a store has, so
/// that a process which was given another key-encryption key than the store was made with does not start.
/// </summary>
public sealed class ServiceSeal<TDb>(ContentKeys<TDb> keys, Store<TDb> store) : IHostedService
    where TDb : ServiceDbContext
{
    /// <summary>The subject of the key.</summary>
    public const string Subject = "service";

    private SubjectKey? key;

    /// <summary>The key. Kept for as long as the process runs: it is never destroyed.</summary>
    public SubjectKey Key => key ?? throw new InvalidOperationException("the service has not started");

    /// <summary>Seals an answer for the request id that it is remembered under.</summary>
    public byte[] SealAnswer(string principal, string requestId, byte[] answer) => Key.Seal(AnswerTo(principal, requestId), answer);

    /// <summary>The answer again.</summary>
    public byte[] OpenAnswer(string principal, string requestId, byte[] box) => Key.Open(AnswerTo(principal, requestId), box);

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            key = await store.ExecuteAsync((work, token) => keys.FindOrAddAsync(work.Sql, Subject, token), cancellationToken);
        }
        catch (KeyModuleException exception)
        {
            throw new OptionsValidationException(nameof(SealingOptions), typeof(SealingOptions), [exception.Message]);
        }
        catch (CryptographicException)
        {
            throw new OptionsValidationException(
                nameof(SealingOptions), typeof(SealingOptions), [$"the store of {store.Service} was made with another key-encryption key; put that one back (keys/{store.Service}.seal, or the module's)"]);
        }
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static string AnswerTo(string principal, string requestId) => $"answer\0{principal}\0{requestId}";
}
