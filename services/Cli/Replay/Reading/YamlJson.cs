using System.Globalization;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Referrals.Cli.Replay.Reading;

/// <summary>The JSON form of YAML: plain numbers, true and false are what they look like, the rest is text.</summary>
internal static class YamlJson
{
    public static string Write(YamlNode node, Func<string, string> fill) => Convert(node, fill)?.ToJsonString() ?? "null";

    private static JsonNode? Convert(YamlNode node, Func<string, string> fill) => node switch
    {
        YamlMappingNode map => new JsonObject(map.Children.Select(child => KeyValuePair.Create(((YamlScalarNode)child.Key).Value!, Convert(child.Value, fill)))),
        YamlSequenceNode list => new JsonArray([.. list.Children.Select(item => Convert(item, fill))]),
        YamlScalarNode { Style: ScalarStyle.Plain } scalar => Plain(fill(scalar.Value ?? "")),
        YamlScalarNode scalar => JsonValue.Create(fill(scalar.Value ?? "")),
        _ => null,
    };

    private static JsonValue Plain(string text) => text switch
    {
        "true" => JsonValue.Create(true),
        "false" => JsonValue.Create(false),
        _ when int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number.ToString(CultureInfo.InvariantCulture) == text => JsonValue.Create(number),
        _ => JsonValue.Create(text),
    };
}
