using Referrals.Routing.Policies;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace Referrals.Routing.LoadPolicy;

/// <summary>
/// Walks a YAML tree strictly and collects every mistake with its place: a key that a policy does not have would
/// otherwise be a condition that silently never counts.
/// </summary>
internal sealed class PolicyYaml
{
    private const int DeepestNesting = 16;
    private readonly List<PolicyMistake> problems = [];

    public IReadOnlyList<PolicyMistake> Problems => problems;

    /// <summary>The root of the one document of a text; null with a mistake.</summary>
    public YamlMappingNode? Load(string text)
    {
        try
        {
            // The tree is built by recursion, so the depth is looked at before.
            if (!IsShallow(text))
                return null;
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            if (stream.Documents.Count == 1 && stream.Documents[0].RootNode is YamlMappingNode root)
                return root;
            Mistake(0, 0, "MALFORMED", "must hold one YAML document, a mapping");
        }
        catch (YamlException exception)
        {
            Mistake((int)exception.Start.Line, (int)exception.Start.Column, "MALFORMED", $"is not YAML: {exception.Message}");
        }

        return null;
    }

    /// <summary>The values of a mapping by key; an unknown key, and a required one that is missing, are mistakes.</summary>
    public Dictionary<string, YamlNode> Map(YamlNode node, string what, string[] required, string[] optional)
    {
        var values = new Dictionary<string, YamlNode>();
        if (node is not YamlMappingNode mapping)
        {
            Mistake(node, "MALFORMED", $"{what} must be a mapping");
            return values;
        }

        foreach (var (key, value) in mapping.Children)
        {
            if (key is not YamlScalarNode { Value: { } name } || !(required.Contains(name) || optional.Contains(name)))
                Mistake(key, "UNKNOWN_KEY", $"{what} has no such key; it has {string.Join(", ", required.Concat(optional))}");
            else
                values[name] = value;
        }

        foreach (var missing in required.Where(name => !values.ContainsKey(name)))
            Mistake(node, "REQUIRED", $"{what} must have {missing}");
        return values;
    }

    public IReadOnlyList<YamlNode> List(YamlNode? node, string what)
    {
        if (node is null)
            return [];
        if (node is YamlSequenceNode sequence)
            return [.. sequence.Children];
        Mistake(node, "MALFORMED", $"{what} must be a list");
        return [];
    }

    public string Text(YamlNode? node, string what, int maximum = 200)
    {
        if (node is null)
            return "";
        if (node is YamlScalarNode { Value: { Length: > 0 } text } && text.Length <= maximum)
            return text;
        Mistake(node, "MALFORMED", $"{what} must be a text of 1 to {maximum} characters");
        return "";
    }

    /// <summary>The elements of a list that a form accepts; each other one, and each that comes twice, is a mistake.</summary>
    public IReadOnlyList<T> Values<T>(YamlNode? node, string what, Func<string, T?> parse, string form)
        where T : struct =>
        [.. Elements(node, what, parse, form)];

    /// <summary>The texts of a list that have a form.</summary>
    public IReadOnlyList<string> Texts(YamlNode? node, string what, Func<string, bool> hasForm, string form) =>
        [.. Elements(node, what, text => hasForm(text) ? (Element?)new Element(text) : null, form).Select(element => element.Text)];

    public IReadOnlyList<T> Words<T>(YamlNode? node, string what)
        where T : struct, Enum =>
        Values<T>(node, what, Policies.Words<T>.Parse, $"one of {string.Join(", ", Policies.Words<T>.All)}");

    public void Mistake(YamlNode node, string reason, string text) => Mistake((int)node.Start.Line, (int)node.Start.Column, reason, text);

    public void Warning(YamlNode node, string reason, string text) =>
        problems.Add(new PolicyMistake((int)node.Start.Line, (int)node.Start.Column, reason, text, IsWarning: true));

    private void Mistake(int line, int column, string reason, string text) => problems.Add(new PolicyMistake(line, column, reason, text));

    private IEnumerable<T> Elements<T>(YamlNode? node, string what, Func<string, T?> parse, string form)
        where T : struct
    {
        var seen = new HashSet<T>();
        foreach (var element in List(node, what))
        {
            if (element is not YamlScalarNode { Value: { } text } || parse(text) is not { } value)
                Mistake(element, "MALFORMED", $"{what} must be {form}");
            else if (!seen.Add(value))
                Mistake(element, "DUPLICATE", $"{what} names this twice");
            else
                yield return value;
        }
    }

    private bool IsShallow(string text)
    {
        var depth = 0;
        var parser = new Parser(new StringReader(text));
        while (parser.MoveNext())
        {
            depth += parser.Current switch
            {
                MappingStart or SequenceStart => 1,
                MappingEnd or SequenceEnd => -1,
                _ => 0,
            };
            if (depth <= DeepestNesting)
                continue;
            Mistake((int)parser.Current!.Start.Line, (int)parser.Current.Start.Column, "MALFORMED", $"is nested deeper than {DeepestNesting}");
            return false;
        }

        return true;
    }

    private readonly record struct Element(string Text);
}
