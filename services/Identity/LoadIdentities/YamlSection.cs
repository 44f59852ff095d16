using YamlDotNet.RepresentationModel;

namespace Referrals.Identity.LoadIdentities;

/// <summary>A mapping of a YAML file, read key by key; what is missing, unknown or of another kind is refused with its line.</summary>
internal sealed class YamlSection
{
    private readonly string file;
    private readonly string path;
    private readonly YamlMappingNode node;

    public YamlSection(string file, string path, YamlNode node, params ReadOnlySpan<string> keys)
    {
        this.file = file;
        this.path = path;
        this.node = node as YamlMappingNode ?? throw Refuse(node, "", "must be a mapping");
        foreach (var key in this.node.Children.Keys)
        {
            if (key is not YamlScalarNode { Value: { } name } || !keys.Contains(name))
                throw Refuse(key, "", $"unknown key; known are {string.Join(", ", keys!)}");
        }
    }

    public string Text(string key) => TextOrNull(key) ?? throw Refuse(node, key, "is required");

    public string? TextOrNull(string key) => Find(key) switch
    {
        null => null,
        YamlScalarNode { Value.Length: > 0 } scalar => scalar.Value,
        { } other => throw Refuse(other, key, "must be a text"),
    };

    /// <summary>A text that keeps a rule.</summary>
    public string Text(string key, Func<string, bool> rule, string reason) => Text(key) is var value && rule(value) ? value : throw Refuse(Find(key)!, key, reason);

    /// <summary>The texts of a list, each keeping a rule; none if the key is missing.</summary>
    public IReadOnlyList<string> Texts(string key, Func<string, bool> rule, string reason) =>
        [.. Nodes(key).Select(item => item is YamlScalarNode { Value: { } value } && rule(value) ? value : throw Refuse(item, key, reason))];

    /// <summary>The mappings of a list; none if the key is missing.</summary>
    public IEnumerable<YamlSection> Sections(string key, params string[] keys) =>
        Nodes(key).Select((item, index) => new YamlSection(file, $"{key}[{index}]", item, keys));

    public IdentitiesFileException Refuse(string key, string reason) => Refuse(Find(key) ?? node, key, reason);

    private IEnumerable<YamlNode> Nodes(string key) => Find(key) switch
    {
        null => [],
        YamlSequenceNode list => list.Children,
        { } other => throw Refuse(other, key, "must be a list"),
    };

    private YamlNode? Find(string key) => node.Children.TryGetValue(new YamlScalarNode(key), out var value) ? value : null;

    private IdentitiesFileException Refuse(YamlNode at, string key, string reason)
    {
        var name = string.Join('.', new[] { path, key }.Where(part => part.Length > 0));
        return new IdentitiesFileException(file, at.Start.Line, name.Length == 0 ? reason : $"{name} {reason}");
    }
}
