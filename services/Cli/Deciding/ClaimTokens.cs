using System.Text.Json;

namespace Referrals.Cli.Deciding;

/// <summary>The claims that officers took on this machine, in <c>DIR/cli/claims.json</c>, which only its owner can read.</summary>
internal sealed class ClaimTokens(string data)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private readonly string file = Path.Combine(data, "cli", "claims.json");

    public string? Find(string principal, string countryCase) => Read().GetValueOrDefault(Key(principal, countryCase));

    public void Keep(string principal, string countryCase, string token) => Change(tokens => tokens[Key(principal, countryCase)] = token);

    public void Forget(string principal, string countryCase) => Change(tokens => tokens.Remove(Key(principal, countryCase)));

    private static string Key(string principal, string countryCase) => $"{principal} {countryCase}";

    private Dictionary<string, string> Read()
    {
        try
        {
            return JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(file)) ?? [];
        }
        catch (Exception exception) when (exception is IOException or JsonException)
        {
            // A claim that is not known can be taken again.
            return [];
        }
    }

    private void Change(Action<Dictionary<string, string>> change)
    {
        var tokens = Read();
        change(tokens);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var temporary = $"{file}.{Environment.ProcessId}";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        using (var stream = new FileStream(temporary, options))
            JsonSerializer.Serialize(stream, tokens);
        File.Move(temporary, file, overwrite: true);
    }
}
