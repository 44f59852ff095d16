namespace Referrals.Cli.Replay.Reading;

/// <summary>The scenarios that are shipped beside the program, or files of one's own.</summary>
internal sealed class ScenarioFiles(string directory)
{
    private const string Pattern = "s*.yaml";
    private static readonly string[] Extensions = [".yaml", ".yml"];

    /// <summary>Those that were built with this program.</summary>
    public static ScenarioFiles Shipped { get; } = new(Path.Combine(AppContext.BaseDirectory, "demo"));

    public IReadOnlyList<Scenario> All() =>
        Directory.Exists(directory) ? [.. Directory.EnumerateFiles(directory, Pattern).Order(StringComparer.Ordinal).Select(Read)] : [];

    /// <summary>The selected scenarios, and those that they go on from.</summary>
    /// <param name="selection">Ids, paths of files, or <see cref="ReplayOptions.All"/>.</param>
    /// <exception cref="UnknownScenarioException">There is no such scenario.</exception>
    /// <exception cref="ScenarioException">A file is not a scenario.</exception>
    public IReadOnlyList<Scenario> Select(IReadOnlyList<string> selection)
    {
        var shipped = All();
        var selected = new Dictionary<string, Scenario>();
        foreach (var name in selection)
        {
            if (name == ReplayOptions.All)
                shipped.ToList().ForEach(scenario => selected[scenario.Id] = scenario);
            else
                Add(Named(name, shipped), shipped, selected);
        }

        return [.. selected.Values];
    }

    private static void Add(Scenario scenario, IReadOnlyList<Scenario> shipped, Dictionary<string, Scenario> selected)
    {
        if (!selected.TryAdd(scenario.Id, scenario))
            return;
        foreach (var needed in scenario.Needs)
            Add(Named(needed, shipped), shipped, selected);
    }

    private static Scenario Named(string name, IReadOnlyList<Scenario> shipped) =>
        shipped.FirstOrDefault(scenario => scenario.Id.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? (Extensions.Contains(Path.GetExtension(name)) && File.Exists(name)
            ? Read(name)
            : throw new UnknownScenarioException($"there is no scenario '{name}'; there are {string.Join(", ", shipped.Select(scenario => scenario.Id))}, or give the path of a file"));

    private static Scenario Read(string file)
    {
        using var text = File.OpenText(file);
        return ScenarioReader.Read(file, text);
    }
}
