using System.Globalization;
using Google.Protobuf;
using Referrals.Cli.CommandLine;
using Referrals.Cli.Documents;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Referrals.Cli.Replay.Reading;

/// <summary>One mapping of a scenario file. Every key must be taken; what nobody takes is refused with its line.</summary>
internal sealed class ScenarioNode(string file, YamlMappingNode mapping, Variables variables)
{
    private readonly HashSet<string> taken = [];

    public long Line => mapping.Start.Line;

    public Variables Variables => variables;

    public ScenarioNode With(Variables other) => new(file, mapping, other);

    public bool Has(string key) => Find(key) is not null;

    public string Text(string key) => TextOrNull(key) ?? throw Problem(Line, $"'{key}' is required");

    public string? TextOrNull(string key) => Take(key) is { } node ? Scalar(key, node) : null;

    public IReadOnlyList<string> Texts(string key) => [.. Items(key).Select(item => Scalar(key, item))];

    public T Code<T>(string key)
        where T : struct, Enum => CodeOrNull<T>(key) ?? throw Problem(Line, $"'{key}' is required");

    public T? CodeOrNull<T>(string key)
        where T : struct, Enum => Take(key) is { } node ? Code<T>(key, node) : null;

    public IReadOnlyList<T> Codes<T>(string key)
        where T : struct, Enum => [.. Items(key).Select(item => Code<T>(key, item))];

    public int Number(string key, int otherwise = 0) => NumberOrNull(key) ?? otherwise;

    public int? NumberOrNull(string key) => Take(key) is not { } node ? null
        : int.TryParse(Scalar(key, node), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : throw Problem(node.Start.Line, $"'{key}' must be a whole number");

    public bool Flag(string key) => Take(key) is { } node && Scalar(key, node) switch
    {
        "true" => true,
        "false" => false,
        _ => throw Problem(node.Start.Line, $"'{key}' must be true or false"),
    };

    public DateTimeOffset? Moment(string key) => Take(key) is not { } node ? null
        : Times.ParseMoment(Scalar(key, node)) ?? throw Problem(node.Start.Line, $"'{key}' must be a time such as 2021-03-01T09:00Z");

    public TimeSpan? Length(string key) => Take(key) is not { } node ? null
        : Times.ParseLength(Scalar(key, node)) ?? throw Problem(node.Start.Line, $"'{key}' must be a length of time such as 30d");

    /// <summary>The mappings of a list; none when it is not there.</summary>
    public IReadOnlyList<ScenarioNode> Maps(string key) => [.. Items(key).Select(item =>
        item is YamlMappingNode map ? new ScenarioNode(file, map, variables) : throw Problem(item.Start.Line, $"'{key}' must be a list of mappings"))];

    /// <summary>A message of the API, written as in its JSON form.</summary>
    public T Message<T>(string key)
        where T : class, IMessage<T>, new()
    {
        var node = Take(key) ?? throw Problem(Line, $"'{key}' is required");
        try
        {
            return Document.Read<T>(YamlJson.Write(node, text => Fill(text, node)), key);
        }
        catch (DocumentException exception)
        {
            throw Problem(node.Start.Line, string.Join("; ", exception.Problems.Select(problem => $"{key}.{problem.Field} {problem.Rule}").DefaultIfEmpty(exception.Message)));
        }
    }

    /// <summary>The items of a list of values or of mappings, each as variables of a loop.</summary>
    public IReadOnlyList<Variables> Loop(string key, string name) => [.. Items(key).Select(item => variables.With(item switch
    {
        YamlMappingNode map => map.Children.Select(child => KeyValuePair.Create($"{name}.{((YamlScalarNode)child.Key).Value}", Scalar(key, child.Value))),
        _ => [KeyValuePair.Create(name, Scalar(key, item))],
    }))];

    /// <summary>Refuses keys that nobody took.</summary>
    public void Finish()
    {
        foreach (var key in mapping.Children.Keys)
        {
            if (!taken.Contains(((YamlScalarNode)key).Value!))
                throw Problem(key.Start.Line, $"'{((YamlScalarNode)key).Value}' is not known here");
        }
    }

    public ScenarioException Problem(string text) => Problem(Line, text);

    private ScenarioException Problem(long line, string text) => new(file, line, text);

    private YamlNode? Take(string key)
    {
        taken.Add(key);
        return Find(key);
    }

    private YamlNode? Find(string key) => mapping.Children.FirstOrDefault(child => child.Key is YamlScalarNode scalar && scalar.Value == key).Value;

    private IEnumerable<YamlNode> Items(string key) => Take(key) switch
    {
        null => [],
        YamlSequenceNode list => list.Children,
        YamlScalarNode { Style: ScalarStyle.Plain } single => [single],
        var other => throw Problem(other.Start.Line, $"'{key}' must be a list"),
    };

    private string Scalar(string key, YamlNode node) =>
        node is YamlScalarNode { Value: { } text } ? Fill(text, node) : throw Problem(node.Start.Line, $"'{key}' must be one value");

    private string Fill(string text, YamlNode node) => variables.Fill(text) ?? throw Problem(node.Start.Line, $"'{text}' names what is not defined here");

    private T Code<T>(string key, YamlNode node)
        where T : struct, Enum
    {
        var type = EnumWords.Descriptor(typeof(T));
        return EnumWords.Find(type, Scalar(key, node)) is { Number: > 0 } value
            ? (T)Enum.ToObject(typeof(T), value.Number)
            : throw Problem(node.Start.Line, $"'{key}' must be one of {string.Join(", ", EnumWords.Short(type))}");
    }
}
