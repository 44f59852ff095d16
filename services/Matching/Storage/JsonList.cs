using System.Text.Json;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Referrals.Matching.Storage;

/// <summary>A list of short texts as one JSON column, alike on both stores. Replaced as a whole, never changed in place.</summary>
internal static class JsonList
{
    public static ValueConverter<IReadOnlyList<string>, string> Converter { get; } = new(
        list => Write(list),
        text => Read(text));

    public static string Write(IReadOnlyList<string> list) => JsonSerializer.Serialize(list);

    public static IReadOnlyList<string> Read(string text) => JsonSerializer.Deserialize<List<string>>(text) ?? [];

    public static ValueComparer<IReadOnlyList<string>> Comparer { get; } = new(
        (left, right) => ReferenceEquals(left, right) || (left != null && right != null && left.SequenceEqual(right)),
        list => list.Count,
        list => list);
}
