using System.Collections.Concurrent;
using System.Collections.Frozen;
using Google.Protobuf.Reflection;

namespace Referrals.Contracts.Json;

/// <summary>The names of an enum's values, with the type's prefix and without.</summary>
internal sealed class EnumNames
{
    private const string Unspecified = "UNSPECIFIED";
    private static readonly ConcurrentDictionary<EnumDescriptor, EnumNames> s_known = new();

    private readonly FrozenDictionary<string, int> _numbers;
    private readonly FrozenDictionary<int, (string Full, string Short)> _names;

    private EnumNames(EnumDescriptor descriptor)
    {
        // Value 0 is PREFIX_UNSPECIFIED throughout (buf's ENUM_ZERO_VALUE_SUFFIX), which gives the prefix away.
        var zero = descriptor.FindValueByNumber(0).Name;
        var prefix = zero.EndsWith('_' + Unspecified, StringComparison.Ordinal) ? zero[..^Unspecified.Length] : "";
        var names = descriptor.Values.ToDictionary(
            value => value.Number,
            value => (value.Name, value.Name.StartsWith(prefix, StringComparison.Ordinal) ? value.Name[prefix.Length..] : value.Name));
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (number, (full, shortened)) in names)
        {
            numbers[full] = number;
            numbers[shortened] = number;
        }

        _names = names.ToFrozenDictionary();
        _numbers = numbers.ToFrozenDictionary(StringComparer.Ordinal);
    }

    public static EnumNames Of(EnumDescriptor descriptor) => s_known.GetOrAdd(descriptor, known => new EnumNames(known));

    public bool TryGetNumber(string name, out int number) => _numbers.TryGetValue(name, out number);

    public bool IsKnown(int number) => _names.ContainsKey(number);

    /// <summary>The name of a value, or null for a number that is not known here.</summary>
    public string? NameOf(int number, bool withPrefix) =>
        _names.TryGetValue(number, out var name) ? (withPrefix ? name.Full : name.Short) : null;
}
