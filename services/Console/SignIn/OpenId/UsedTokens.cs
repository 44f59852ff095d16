using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using Referrals.Platform.Credentials;

namespace Referrals.Console.SignIn.OpenId;

/// <summary>The ids of logout tokens that were taken, a file each in <c>sign-outs/</c> of the data directory, which all consoles on it see; no longer than a token is taken.</summary>
internal sealed class UsedTokens(IOptions<CredentialOptions> data, TimeProvider time)
{
    private readonly string directory = Path.Combine(data.Value.Directory, "sign-outs");

    /// <summary>Takes an id; false when it was taken before.</summary>
    public bool Take(string id)
    {
        SecretFile.CreateDirectory(directory);
        Sweep();
        try
        {
            new FileStream(Path.Combine(directory, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)))), FileMode.CreateNew, FileAccess.Write).Dispose();
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private void Sweep()
    {
        // Twice as long as a token is taken: clocks differ.
        var before = time.GetUtcNow().UtcDateTime - 2 * LogoutTokens.Oldest;
        foreach (var file in Directory.EnumerateFiles(directory).Where(file => File.GetLastWriteTimeUtc(file) < before))
            File.Delete(file);
    }
}
