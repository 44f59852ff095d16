using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Referrals.Matching.Storage;
using Referrals.Platform.Credentials;
using Referrals.Platform.Storage;

namespace Referrals.Matching.MakeKeys;

/// <summary>
/// The secret behind the keys, <c>keys/matching.key</c>, made at the first start. The store remembers a check value of it:
/// under another secret nothing would ever match, so the process does not start.
/// </summary>
public sealed class MatchingSecret(IOptions<CredentialOptions> options, Store<MatchingDbContext> store) : IHostedService
{
    private const string Setting = "matching_key_check";
    private readonly Lazy<byte[]> secret = new(() => SecretFile.ReadOrCreate(FileOf(options.Value)));

    public byte[] Value => secret.Value;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var check = Convert.ToHexStringLower(HMACSHA256.HashData(Value, "check"u8)[..8]);
        var stored = await store.ExecuteAsync(
            async (work, token) =>
            {
                await work.Sql.ExecuteAsync("insert into settings (name, value) values (@p0, @p1) on conflict (name) do nothing", [Setting, check], token);
                return await work.Sql.ScalarAsync<string>("select value from settings where name = @p0", [Setting], token);
            },
            cancellationToken);
        if (stored != check)
            throw new OptionsValidationException(
                nameof(CredentialOptions), typeof(CredentialOptions), ["keys/matching.key is not the one that the matching store was made with; put that one back"]);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static string FileOf(CredentialOptions options) => Path.Combine(options.Directory, "keys", "matching.key");
}
