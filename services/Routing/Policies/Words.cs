using System.Collections.Frozen;
using System.Reflection;
using Google.Protobuf.Reflection;

namespace Referrals.Routing.Policies;

/// <summary>The values of an enumeration as policies and explanations write them: <c>LIVE_STREAMED</c>, <c>AMBER_STRICT</c>, <c>P1</c>.</summary>
internal static class Words<TEnum>
    where TEnum : struct, Enum
{
    private static readonly FrozenDictionary<TEnum, string> Names = ReadNames();
    private static readonly FrozenDictionary<string, TEnum> Values = Names.ToFrozenDictionary(entry => entry.Value, entry => entry.Key);

    public static IEnumerable<string> All => Names.Values;

    public static string Of(TEnum value) => Names.TryGetValue(value, out var name) ? name : "UNSPECIFIED";

    public static TEnum? Parse(string name) => Values.TryGetValue(name, out var value) ? value : null;

    private static FrozenDictionary<TEnum, string> ReadNames()
    {
        var originals = Enum.GetValues<TEnum>().ToDictionary(value => value, Original);
        var prefix = originals[default].Replace("UNSPECIFIED", "", StringComparison.Ordinal);
        return originals
            .Where(entry => !entry.Key.Equals(default(TEnum)))
            .ToFrozenDictionary(entry => entry.Key, entry => Short(entry.Value[prefix.Length..]));
    }

    /// <summary>Priorities are named by their number alone.</summary>
    private static string Short(string name) => typeof(TEnum) == typeof(Common.V1.Priority) ? name[..2] : name;

    private static string Original(TEnum value) => typeof(TEnum).GetField(value.ToString())!.GetCustomAttribute<OriginalNameAttribute>()!.Name;
}
