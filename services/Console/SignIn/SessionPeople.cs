using Microsoft.Extensions.Options;
using Referrals.Console.Serving;
using Referrals.Platform.Credentials;

namespace Referrals.Console.SignIn;

/// <summary>Who can have a session here: somebody whose credential lies in the data directory, holds now, and has pages.</summary>
public sealed class SessionPeople(IOptions<CredentialOptions> data, CredentialValidator credentials, GrantBook grants, TimeProvider time)
{
    /// <summary>The principal with the rights that hold now, and the credential; null for nobody.</summary>
    public async Task<(Principal Principal, string Token)?> FindAsync(string name, CancellationToken cancellationToken)
    {
        // What a provider says is no path yet.
        if (!name.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter is '-' or '/' or '@') || data.Value.CredentialFile(name) is var file && !File.Exists(file))
            return null;
        var token = (await File.ReadAllTextAsync(file, cancellationToken)).Trim();
        return await credentials.ReadAsync($"Bearer {token}") is { } credential
            && credential.Principal.Name == name
            && grants.Admit(credential, time.GetUtcNow()) is { } admitted
            && Sections.Of(admitted.Principal.Role).Count > 0
            ? (admitted.Principal, token)
            : null;
    }
}
