using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Referrals.Routing.Policies;
using YamlDotNet.RepresentationModel;

namespace Referrals.Routing.LoadPolicy;

/// <summary>Reads and checks one policy file. Nothing is taken from a file with a mistake.</summary>
internal static class PolicyReader
{
    /// <summary>Characters of the largest policy.</summary>
    public const int MaximumLength = 256 * 1024;

    public static PolicyReading Read(string yaml)
    {
        if (yaml.Length > MaximumLength)
            return new PolicyReading(null, [new PolicyMistake(0, 0, "TOO_LONG", "must have at most 256 KiB")]);
        var tree = new PolicyYaml();
        if (tree.Load(yaml) is not { } root)
            return new PolicyReading(null, tree.Problems);

        var parts = tree.Map(root, "a policy", ["version", "effectiveFrom", "defaults", "teams", "rules"], []);
        var version = Version(tree, parts);
        var effectiveFrom = EffectiveFrom(tree, parts);
        var defaults = Defaults(tree, parts);
        var teams = new PolicyTeams(tree).Read(parts.GetValueOrDefault("teams"));
        var rules = new PolicyRules(tree, teams).Read(parts.GetValueOrDefault("rules"));
        if (tree.Problems.Any(problem => !problem.IsWarning))
            return new PolicyReading(null, tree.Problems);

        var sha256 = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(yaml)));
        return new PolicyReading(new PolicyDocument(version, effectiveFrom, teams, rules, defaults, yaml, sha256), tree.Problems);
    }

    private static string Version(PolicyYaml tree, Dictionary<string, YamlNode> parts)
    {
        if (!parts.TryGetValue("version", out var node))
            return "";
        var version = tree.Text(node, "version", 64);
        if (version.Length > 0 && !PolicyForms.IsVersion(version))
            tree.Mistake(node, "MALFORMED", "version must be of A-Z a-z 0-9 . _ -");
        return version;
    }

    private static DateTimeOffset EffectiveFrom(PolicyYaml tree, Dictionary<string, YamlNode> parts)
    {
        if (!parts.TryGetValue("effectiveFrom", out var node))
            return default;
        var text = tree.Text(node, "effectiveFrom", 32);
        if (DateTimeOffset.TryParseExact(
            text, ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm:ss'Z'"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var from))
            return from;
        tree.Mistake(node, "MALFORMED", "effectiveFrom must be a date, 2020-01-01, or a time in UTC, 2020-01-01T00:00:00Z");
        return default;
    }

    /// <summary>Every priority has a time of its own here, so that no rule can be without.</summary>
    private static PolicyTimes Defaults(PolicyYaml tree, Dictionary<string, YamlNode> parts)
    {
        if (!parts.TryGetValue("defaults", out var node))
            return PolicyTimes.None;
        var times = PolicyRules.Times(tree, tree.Map(node, "defaults", ["acknowledgeWithin", "feedbackWithin"], []));
        foreach (var priority in Words<Common.V1.Priority>.All)
        {
            var value = Words<Common.V1.Priority>.Parse(priority)!.Value;
            if (!times.AcknowledgeWithin.ContainsKey(value) || !times.FeedbackWithin.ContainsKey(value))
                tree.Mistake(node, "REQUIRED", $"defaults must have acknowledgeWithin and feedbackWithin for {priority}");
        }

        return times;
    }
}
