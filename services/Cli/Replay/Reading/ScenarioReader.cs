using System.Text.RegularExpressions;
using Referrals.Cli.Replay.Acting;
using Referrals.Cli.Replay.Checking;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Referrals.Cli.Replay.Reading;

/// <summary>Reads a scenario file. What it does not know it refuses, with file and line.</summary>
internal static partial class ScenarioReader
{
    /// <exception cref="ScenarioException">The file is not a scenario.</exception>
    public static Scenario Read(string file, TextReader text)
    {
        var node = new ScenarioNode(file, Root(file, text), Variables.None);
        var scenario = new Scenario(Id(node, "id"), node.Text("title"), node.Texts("needs"), Steps(node));
        node.TextOrNull("facts");
        node.Finish();
        return scenario;
    }

    private static List<ScenarioStep> Steps(ScenarioNode scenario)
    {
        var steps = new List<ScenarioStep>();
        foreach (var node in scenario.Maps("steps").SelectMany(Unrolled))
        {
            var at = node.Moment("at") ?? steps.LastOrDefault()?.At ?? throw node.Problem("the first step must say 'at'");
            if (steps.Count > 0 && at < steps[^1].At)
                throw node.Problem("time never goes back: 'at' is before the step above");
            var step = Step(node, at);
            if (steps.Exists(earlier => earlier.Id == step.Id))
                throw node.Problem($"there is a step '{step.Id}' already");
            steps.Add(step);
        }

        return steps.Count > 0 ? steps : throw scenario.Problem("'steps' is required");
    }

    /// <summary>The step itself; or the steps of a loop, each time with what its variable stands for.</summary>
    private static IEnumerable<ScenarioNode> Unrolled(ScenarioNode node)
    {
        if (!node.Has("for"))
            return [node];
        var turns = node.Loop("in", node.Text("for"));
        var steps = node.Maps("steps");
        node.Finish();
        return turns.SelectMany(turn => steps.Select(step => step.With(turn)));
    }

    private static ScenarioStep Step(ScenarioNode node, DateTimeOffset at)
    {
        var id = Id(node, "step");
        var action = ActionKinds.Read(node);
        var who = node.TextOrNull("as") ?? "";
        if (who.Length == 0 && action is not (SubmitTogetherAction or WaitAction or LetLapseAction or LetFeedbackLapseAction))
            throw node.Problem("'as' is required: who does it?");
        var step = new ScenarioStep(id, at, who, action, [.. node.Maps("expect").Select(expected => Expectation(expected, who))]);
        node.Finish();
        return step;
    }

    private static Expectation Expectation(ScenarioNode node, string who)
    {
        var says = node.Text("says");
        if (node.Flag("deferred"))
        {
            node.Finish();
            return new Expectation(says, "", null);
        }

        var looks = node.TextOrNull("as") ?? who;
        if (looks.Length == 0)
            throw node.Problem("'as' is required: who looks?");
        var expectation = new Expectation(says, looks, CheckKinds.Read(node));
        node.Finish();
        return expectation;
    }

    private static string Id(ScenarioNode node, string key) =>
        node.Text(key) is var id && Ids().IsMatch(id) ? id : throw node.Problem($"'{key}' must be 1 to 40 letters, digits and -");

    private static YamlMappingNode Root(string file, TextReader text)
    {
        var yaml = new YamlStream();
        try
        {
            yaml.Load(text);
        }
        catch (YamlException exception)
        {
            throw new ScenarioException(file, exception.Start.Line, exception.Message);
        }

        return yaml.Documents is [{ RootNode: YamlMappingNode root }] ? root : throw new ScenarioException(file, 1, "it must be one mapping");
    }

    // Request ids have at most 64 characters and begin with "replay.sNN.".
    [GeneratedRegex("^[A-Za-z0-9-]{1,40}$")]
    private static partial Regex Ids();
}
