using System.Text.Json;

namespace Referrals.Cli.Deciding;

/// <summary>The claims that officers took on this machine, in <c>DIR/cli/claims.json</c>, which only its owner can read.</summary>
internal sealed class HeldClaims(string data)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private readonly string file = Path.Combine(data, "cli", "claims.json");

    public HeldClaim? Find(string principal, string countryCase) => Read().GetValueOrDefault(Key(principal, countryCase));

    public void Keep(string principal, string countryCase, HeldClaim claim) => Change(claims => claims[Key(principal, countryCase)] = claim);

    public void Forget(string principal, string countryCase) => Change(claims => claims.Remove(Key(principal, countryCase)));

    /// <summary>Notes that the officer has seen the case as it is now.</summary>
    public void Seen(string principal, string countryCase, int version)
    {
        if (Find(principal, countryCase) is { } claim && claim.Version != version)
            Keep(principal, countryCase, claim with { Version = version });
    }

    private static string Key(string principal, string countryCase) => $"{principal} {countryCase}";

    private Dictionary<string, HeldClaim> Read()
    {
        try
        {
            return JsonSerializer.Deserialize<Dictionary<string, HeldClaim>>(File.ReadAllText(file)) ?? [];
        }
        catch (Exception exception) when (exception is IOException or JsonException)
        {
            // A claim that is not known can be taken again.
            return [];
        }
    }

    private void Change(Action<Dictionary<string, HeldClaim>> change)
    {
        var claims = Read();
        change(claims);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var temporary = $"{file}.{Environment.ProcessId}";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        using (var stream = new FileStream(temporary, options))
            JsonSerializer.Serialize(stream, claims);
        File.Move(temporary, file, overwrite: true);
    }
}

/// <summary>A claim on a case.</summary>
/// <param name="Token">Proof of the claim.</param>
/// <param name="Version">The version of the case that the officer saw last.</param>
internal sealed record HeldClaim(string Token, int Version);
