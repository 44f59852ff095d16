namespace Referrals.Cli.Connect;

/// <summary>The credentials that the exchange issued into a directory: <c>agency/uk-nca</c> is in <c>agency-uk-nca.token</c>.</summary>
internal sealed class CredentialFiles(string data, string? given)
{
    private const string Extension = ".token";
    private static readonly string[] Kinds = ["agency", "officer", "team", "auditor"];
    private readonly string directory = Path.Combine(data, "credentials");

    /// <summary>Names of the principals whose credentials lie in the directory, without those of services.</summary>
    public IReadOnlyList<string> Names()
    {
        if (!Directory.Exists(directory))
            return [];
        return [.. Directory.EnumerateFiles(directory, "*" + Extension)
            .Select(file => NameOf(Path.GetFileNameWithoutExtension(file)))
            .OfType<string>()
            .Order(StringComparer.Ordinal)];
    }

    /// <summary>The token of a principal; the one given in the environment, if there is one.</summary>
    public string Token(string principal)
    {
        if (!string.IsNullOrEmpty(given))
            return given;
        var file = Path.Combine(directory, principal.Replace('/', '-') + Extension);
        try
        {
            return File.ReadAllText(file).Trim();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new NoCredentialException($"there is no readable credential of '{principal}'. {Available()}");
        }
    }

    /// <summary>A sentence that lists the credentials that are there.</summary>
    public string Available()
    {
        var names = Names();
        return names.Count == 0
            ? $"There are none in {directory}."
            : $"Credentials in {directory}: {string.Join(", ", names)}.";
    }

    private static string? NameOf(string file) =>
        file == "operator" ? file
        : Kinds.FirstOrDefault(kind => file.StartsWith(kind + "-", StringComparison.Ordinal)) is { } kind ? $"{kind}/{file[(kind.Length + 1)..]}"
        : null;
}
