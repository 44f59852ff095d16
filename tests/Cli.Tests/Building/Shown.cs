namespace Referrals.Cli.Tests.Building;

/// <summary>Tables as their words stand in them, whatever the width of their columns.</summary>
internal static class Shown
{
    public static IReadOnlyList<string> Lines(string output) =>
        [.. output.Split('\n').Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))).Where(line => line.Length > 0)];
}
