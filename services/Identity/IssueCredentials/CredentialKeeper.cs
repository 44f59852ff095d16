using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Referrals.Identity.LoadIdentities;
using Referrals.Identity.Storage;
using Referrals.Identity.WatchGrants;
using Referrals.Platform.Auditing;
using Referrals.Platform.Credentials;
using Referrals.Platform.Storage;

namespace Referrals.Identity.IssueCredentials;

/// <summary>
/// Keeps a valid credential file for every principal of the identities file. The first round ends before this process
/// accepts a call; later rounds renew what ends soon.
/// </summary>
public sealed class CredentialKeeper(
    IOptions<IdentityOptions> options,
    IOptions<CredentialOptions> data,
    PrincipalDirectory directory,
    CredentialIssuer issuer,
    IdentityKeys keys,
    Store<IdentityDbContext> store,
    StoredGrants grants,
    GrantBook book,
    TimeProvider time,
    ILogger<CredentialKeeper> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromHours(6);

    // Of two rounds at once the earlier could put back a file that the later has replaced or taken away.
    private readonly SemaphoreSlim turn = new(1, 1);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await ProvideAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    /// <summary>One round: keys, principals, credential files, and the records of what is new.</summary>
    public async Task ProvideAsync(CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken);
        try
        {
            await ProvideInTurnAsync(cancellationToken);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>
    /// A round after a principal was changed. What was changed counts and is answered though there can be no round just now: a suspension
    /// does not wait until somebody has mended the identities file.
    /// </summary>
    public async Task FollowChangeAsync(CancellationToken cancellationToken)
    {
        try
        {
            await ProvideAsync(cancellationToken);
        }
        catch (Exception exception) when (IsPassing(exception))
        {
            logger.RenewalWaits(exception.GetType().Name);
            book.Apply(await grants.ReadAsync(book.Change, cancellationToken));
            foreach (var grant in book.Grants.Where(grant => grant.Suspended))
                File.Delete(data.Value.CredentialFile(grant.Name));
        }
    }

    public override void Dispose()
    {
        turn.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await ProvideAsync(stoppingToken);
            }
            catch (Exception exception) when (IsPassing(exception))
            {
                logger.RenewalWaits(exception.GetType().Name);
            }
        }
    }

    private static bool IsPassing(Exception exception) => exception is IdentitiesFileException or IOException or UnauthorizedAccessException || StoreErrors.IsUnavailable(exception);

    private async Task ProvideInTurnAsync(CancellationToken cancellationToken)
    {
        var file = options.Value.Directory;
        var entries = IdentitiesReader.Read(await File.ReadAllTextAsync(file, cancellationToken), Path.GetFileName(file));
        var rows = await directory.LoadAsync([.. BuiltInIdentities.All, .. entries], cancellationToken);
        SecretFile.CreateDirectory(Path.Combine(data.Value.Directory, "credentials"));
        var issued = 0;
        var inFiles = new List<(IssuedCredential Credential, PrincipalRow Row)>();
        foreach (var row in rows)
        {
            if (row.Suspended)
            {
                File.Delete(data.Value.CredentialFile(row.Name));
                continue;
            }

            var credential = await KeptAsync(row, cancellationToken);
            if (credential is null)
            {
                credential = issuer.Issue(row, TimeSpan.FromDays(options.Value.CredentialDays));
                SecretFile.Write(data.Value.CredentialFile(row.Name), Encoding.ASCII.GetBytes(credential.Token + "\n"));
                issued++;
            }

            inFiles.Add((credential, row));
        }

        await RecordAsync(inFiles, cancellationToken);

        // This process decides from it at once; the others hear of it.
        book.Apply(await grants.ReadAsync(book.Change, cancellationToken));
        logger.CredentialsReady(issued, inFiles.Count - issued);
    }

    private async Task<IssuedCredential?> KeptAsync(PrincipalRow row, CancellationToken cancellationToken)
    {
        var file = data.Value.CredentialFile(row.Name);
        return File.Exists(file)
            ? await issuer.ReadAsync((await File.ReadAllTextAsync(file, cancellationToken)).Trim(), row, TimeSpan.FromDays(options.Value.RenewDaysBefore))
            : null;
    }

    /// <summary>Files come first and records after them; a credential that a killed process left unrecorded is recorded by the next round.</summary>
    private Task RecordAsync(IReadOnlyList<(IssuedCredential Credential, PrincipalRow Row)> inFiles, CancellationToken cancellationToken) => store.ExecuteAsync(
        async (work, token) =>
        {
            if (!await work.Db.Keys.AnyAsync(row => row.KeyId == keys.KeyId, token))
            {
                work.Db.Keys.Add(new KeyRow { KeyId = keys.KeyId, CreatedAt = Microseconds.Truncate(time.GetUtcNow()) });
                work.Record("security", new AuditEntry { Type = AuditTypes.KeyCreated, Details = new Dictionary<string, string> { ["key"] = keys.KeyId } });
            }

            var hashes = inFiles.Select(entry => entry.Credential.Row.Sha256).ToList();
            var known = (await work.Db.Credentials.Where(row => hashes.Contains(row.Sha256)).Select(row => row.Sha256).ToListAsync(token)).ToHashSet();
            foreach (var (credential, row) in inFiles.Where(entry => !known.Contains(entry.Credential.Row.Sha256)))
                CredentialIssuer.Record(work, credential.Row, row, null);
        },
        cancellationToken);
}
