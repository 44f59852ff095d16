using System.Collections;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Referrals.Intake.Content;

/// <summary>Which fields of two messages differ: paths in the JSON form, never values.</summary>
public static class ContentDifference
{
    private const int Most = 20;

    /// <summary>The paths in the order of the fields, at most 20; of lists of different length only the list's own.</summary>
    public static IReadOnlyList<string> Paths(IMessage earlier, IMessage later, string path)
    {
        var paths = new List<string>();
        Compare(earlier, later, path, paths);
        return paths;
    }

    private static void Compare(IMessage earlier, IMessage later, string path, List<string> paths)
    {
        foreach (var field in earlier.Descriptor.Fields.InFieldNumberOrder())
        {
            if (paths.Count >= Most)
                return;
            var name = $"{path}.{field.JsonName}";
            if (field.IsRepeated)
                CompareLists((IList)field.Accessor.GetValue(earlier), (IList)field.Accessor.GetValue(later), name, paths);
            else if (Presence(field, earlier) != Presence(field, later))
                paths.Add(name);
            else
                CompareValues(field.Accessor.GetValue(earlier), field.Accessor.GetValue(later), name, paths);
        }
    }

    private static void CompareLists(IList earlier, IList later, string name, List<string> paths)
    {
        if (earlier.Count != later.Count)
        {
            paths.Add(name);
            return;
        }

        for (var i = 0; i < earlier.Count && paths.Count < Most; i++)
            CompareValues(earlier[i], later[i], $"{name}[{i}]", paths);
    }

    private static void CompareValues(object? earlier, object? later, string name, List<string> paths)
    {
        if (Equals(earlier, later))
            return;
        if (earlier is IMessage before && later is IMessage after && !before.Descriptor.FullName.StartsWith("google.protobuf.", StringComparison.Ordinal))
            Compare(before, after, name, paths);
        else
            paths.Add(name);
    }

    private static bool Presence(FieldDescriptor field, IMessage message) => field.HasPresence && field.Accessor.HasValue(message);
}
