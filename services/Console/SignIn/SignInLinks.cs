using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using Referrals.Platform.Credentials;

namespace Referrals.Console.SignIn;

/// <summary>
/// A link for each person, good once: a file <c>sign-in/officer-okoro.link</c> of the data directory, which only the exchange's own
/// user may read. A link that was used gives way to a new one.
/// </summary>
public sealed class SignInLinks(IOptions<CredentialOptions> data) : ISignInMethod
{
    private const int SecretBytes = 24;
    private const string Extension = ".link";
    private readonly string directory = Path.Combine(data.Value.Directory, "sign-in");

    /// <summary>Where the links lie.</summary>
    public string DirectoryPath => directory;

    /// <summary>The link of a person; made when there is none at this address.</summary>
    /// <param name="principal">Whose.</param>
    /// <param name="web">Address of the console.</param>
    public string Provide(string principal, string web)
    {
        var file = FileOf(principal);
        if (Read(file) is { } link && link.Address.StartsWith($"{web}/", StringComparison.Ordinal))
            return link.Address;
        var address = $"{web}/sign-in?link={Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(SecretBytes))}";
        SecretFile.Write(file, Encoding.ASCII.GetBytes($"{principal} {address}\n"));
        return address;
    }

    /// <summary>Takes all links away: people sign in otherwise.</summary>
    public void Withdraw()
    {
        if (!Directory.Exists(directory))
            return;
        foreach (var file in Directory.EnumerateFiles(directory, "*" + Extension))
            File.Delete(file);
    }

    public string? Who(string proof) => Find(proof) is { } found ? found.Principal : null;

    public string? Take(string proof)
    {
        if (Find(proof) is not { } link)
            return null;
        var taken = $"{FileOf(link.Principal)}.{Guid.NewGuid():N}.used";
        try
        {
            // Of two that use it at once only one can move the file.
            File.Move(FileOf(link.Principal), taken);
        }
        catch (FileNotFoundException)
        {
            return null;
        }

        var isIt = Read(taken)?.Address == link.Address;
        File.Delete(taken);
        Provide(link.Principal, link.Address[..link.Address.IndexOf("/sign-in", StringComparison.Ordinal)]);
        return isIt ? link.Principal : null;
    }

    private (string Principal, string Address)? Find(string proof)
    {
        if (proof.Length != 2 * SecretBytes || !Directory.Exists(directory))
            return null;
        var secret = Encoding.ASCII.GetBytes($"={proof}");
        return Directory.EnumerateFiles(directory, "*" + Extension).Select(Read)
            .FirstOrDefault(link => link is { } known && known.Address.Length > secret.Length
                && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(known.Address[^secret.Length..]), secret));
    }

    private static (string Principal, string Address)? Read(string file)
    {
        try
        {
            return File.ReadAllText(file).Trim().Split(' ') is [var principal, var address] ? (principal, address) : null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    private string FileOf(string principal) => Path.Combine(directory, principal.Replace('/', '-') + Extension);
}
