using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using Referrals.Platform.Credentials;

namespace Referrals.Console.SignIn;

/// <summary>
/// A link for each person, good once: a file <c>sign-in/officer-okoro.link</c> of the data directory, which only the exchange's own
/// user may read. A link that was used gives way to a new one, until its person has set what to sign in with.
/// </summary>
public sealed class SignInLinks(IOptions<CredentialOptions> data) : ISignInMethod
{
    private readonly TaskCompletionSource written = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private const int SecretBytes = 24;
    private const string Extension = ".link";
    private readonly string directory = Path.Combine(data.Value.Directory, "sign-in");

    /// <summary>Where the links lie.</summary>
    public string DirectoryPath => directory;

    /// <summary>Done once everybody who needs a link has one.</summary>
    public Task Written => written.Task;

    /// <summary>The link of a person; null where there is none.</summary>
    public string? Find(string principal, string web) => Read(FileOf(principal)) is { } link && link.Address.StartsWith($"{web}/", StringComparison.Ordinal) ? link.Address : null;

    /// <summary>Whether a person has a link, at whatever address: several consoles may share the directory.</summary>
    public bool Has(string principal) => File.Exists(FileOf(principal));

    /// <summary>The link of a person; made when there is none at this address.</summary>
    /// <param name="principal">Whose.</param>
    /// <param name="web">Address of the console.</param>
    public string Provide(string principal, string web)
    {
        if (Find(principal, web) is { } known)
            return known;
        var address = $"{web}/sign-in?link={Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(SecretBytes))}";
        SecretFile.Write(FileOf(principal), Encoding.ASCII.GetBytes($"{principal} {address}\n"));
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

    /// <summary>Takes the link of a person away: that person signs in otherwise.</summary>
    public void Withdraw(string principal)
    {
        if (Directory.Exists(directory))
            File.Delete(FileOf(principal));
    }

    public string? Who(string proof) => FindByProof(proof) is { } found ? found.Principal : null;

    public string? Take(string proof)
    {
        if (FindByProof(proof) is not { } link)
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

    internal void MarkWritten() => written.TrySetResult();

    private (string Principal, string Address)? FindByProof(string proof)
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
