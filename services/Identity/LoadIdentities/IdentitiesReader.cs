using Referrals.Common.V1;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Referrals.Identity.LoadIdentities;

/// <summary>Reads the identities file; what breaks a rule is refused with file, line and reason.</summary>
public static class IdentitiesReader
{
    private const string IdRule = "must be 1 to 64 characters a-z 0-9 -";
    private const string Version = "1";

    /// <summary>The principals that a file declares, each name once.</summary>
    public static IReadOnlyList<IdentityEntry> Read(string text, string file)
    {
        var root = new YamlSection(file, "", Parse(text, file), "version", "agencies", "officers", "auditors", "teams");
        root.Text("version", value => value == Version, $"must be {Version}");
        var seen = new HashSet<string>();
        var entries = new List<IdentityEntry>();
        foreach (var (entry, section, key) in Agencies(root).Concat(Officers(root)).Concat(Auditors(root)).Concat(Teams(root)))
        {
            if (!seen.Add(entry.Name))
                throw section.Refuse(key, $"declares {entry.Name} a second time");
            entries.Add(entry);
        }

        return entries;
    }

    private static IEnumerable<(IdentityEntry, YamlSection, string)> Agencies(YamlSection root)
    {
        foreach (var section in root.Sections("agencies", "id", "name", "country", "email", "phone"))
        {
            var id = section.Text("id", PrincipalNames.IsId, IdRule);
            var email = section.Text("email", value => value.IndexOf('@') is > 0 and var at && at < value.Length - 1, "must be an e-mail address");
            var phone = section.Text("phone", value => value[0] == '+' && value.Count(char.IsAsciiDigit) is >= 7 and <= 15, "must be a telephone number that begins with +");
            yield return (new IdentityEntry
            {
                Name = $"agency/{id}",
                Role = Role.Agency,
                AgencyId = id,
                DisplayName = DisplayName(section, "name"),
                Country = section.Text("country", value => value.Length == 2 && value.All(char.IsAsciiLetterUpper), "must be an ISO 3166-1 alpha-2 code"),
                Contact = $"{email}, {phone}",
            }, section, "id");
        }
    }

    private static IEnumerable<(IdentityEntry, YamlSection, string)> Officers(YamlSection root)
    {
        foreach (var section in root.Sections("officers", "name", "displayName", "desks"))
        {
            var desks = section.Texts("desks", PrincipalNames.IsId, IdRule);
            if (desks.Count == 0)
                throw section.Refuse("desks", "must name at least one desk");
            yield return (Person(section, "officer", Role.Officer) with { Desks = desks }, section, "name");
        }
    }

    private static IEnumerable<(IdentityEntry, YamlSection, string)> Auditors(YamlSection root) =>
        root.Sections("auditors", "name", "displayName").Select(section => (Person(section, "auditor", Role.Auditor), section, "name"));

    private static IEnumerable<(IdentityEntry, YamlSection, string)> Teams(YamlSection root)
    {
        foreach (var section in root.Sections("teams", "id", "agency", "members"))
        {
            var id = section.Text("id", PrincipalNames.IsId, IdRule);
            var agency = section.Text("agency", PrincipalNames.IsId, IdRule);
            var team = new IdentityEntry { Name = $"team/{id}", Role = Role.Team, TeamId = id, AgencyId = agency, DisplayName = id };
            yield return (team, section, "id");
            foreach (var member in section.Texts("members", PrincipalNames.IsId, IdRule))
                yield return (team with { Name = $"team/{id}@{member}", AgencyId = member, DisplayName = $"{id}, {member}" }, section, "members");
        }
    }

    private static IdentityEntry Person(YamlSection section, string kind, Role role) => new()
    {
        Name = $"{kind}/{section.Text("name", PrincipalNames.IsId, IdRule)}",
        Role = role,
        DisplayName = DisplayName(section, "displayName"),
    };

    private static string DisplayName(YamlSection section, string key) =>
        section.Text(key, value => value.Length <= PrincipalNames.MaximumDisplayName, $"must have at most {PrincipalNames.MaximumDisplayName} characters");

    private static YamlNode Parse(string text, string file)
    {
        var parser = new Parser(new StringReader(text));
        try
        {
            var stream = new YamlStream();
            stream.Load(parser);
            return stream.Documents is [{ RootNode: { } root }] ? root : throw new IdentitiesFileException(file, 1, "must hold one document");
        }
        catch (YamlException exception)
        {
            throw new IdentitiesFileException(file, exception.Start.Line, $"is not YAML: {exception.Message}");
        }
        catch (InvalidOperationException)
        {
            // So fails YamlDotNet's scanner at some broken flow sequences.
            throw new IdentitiesFileException(file, parser.Current?.End.Line ?? 1, "is not YAML");
        }
    }
}
