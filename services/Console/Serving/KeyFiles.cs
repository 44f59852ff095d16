using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.Options;
using Referrals.Platform.Credentials;

namespace Referrals.Console.Serving;

/// <summary>The keys that protect forms lie with the exchange's other keys, so that a form outlives a restart.</summary>
internal sealed class KeyFiles(IOptions<CredentialOptions> data, ILoggerFactory logs) : IConfigureOptions<KeyManagementOptions>
{
    public void Configure(KeyManagementOptions options)
    {
        var directory = Path.Combine(data.Value.Directory, "keys", "console");
        SecretFile.CreateDirectory(directory);
        options.XmlRepository = new FileSystemXmlRepository(new DirectoryInfo(directory), logs);
    }
}
