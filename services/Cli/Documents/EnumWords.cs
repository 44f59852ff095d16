using Google.Protobuf.Reflection;

namespace Referrals.Cli.Documents;

/// <summary>
/// Names of enum values with or without their type's prefix, in any letter case: <c>PRIORITY_P2_URGENT</c>,
/// <c>P2_URGENT</c>; or only the beginning where that is enough, <c>p2</c>.
/// </summary>
internal static class EnumWords
{
    /// <summary>The names that a reader may give, without the prefix and without the unspecified value.</summary>
    public static IReadOnlyList<string> Short(EnumDescriptor type) =>
        [.. type.Values.Where(value => value.Number != 0).Select(value => value.Name[Prefix(type).Length..])];

    /// <summary>The value of a name; null when there is none, or more than one begins so.</summary>
    public static EnumValueDescriptor? Find(EnumDescriptor type, string name)
    {
        var wanted = name.Trim().Replace('-', '_').ToUpperInvariant();
        var prefix = Prefix(type);
        if (type.FindValueByName(wanted) is { } full)
            return full;
        if (type.FindValueByName(prefix + wanted) is { } exact)
            return exact;
        var beginning = type.Values.Where(value => value.Number != 0 && value.Name.StartsWith($"{prefix}{wanted}_", StringComparison.Ordinal)).ToList();
        return beginning.Count == 1 ? beginning[0] : null;
    }

    /// <summary>The name of a value without its type's prefix.</summary>
    public static string Short<T>(T value)
        where T : struct, Enum
    {
        var type = Descriptor(typeof(T));
        return type.FindValueByNumber(Convert.ToInt32(value, System.Globalization.CultureInfo.InvariantCulture)) is { } found
            ? found.Name[Prefix(type).Length..]
            : value.ToString();
    }

    /// <summary>The descriptor of a generated enum.</summary>
    public static EnumDescriptor Descriptor(Type type) => Known.All.TryGetValue(type, out var descriptor)
        ? descriptor
        : throw new ArgumentException($"{type} is not an enum of the API");

    private static string Prefix(EnumDescriptor type)
    {
        const string Unset = "UNSPECIFIED";
        var zero = type.FindValueByNumber(0).Name;
        return zero.EndsWith(Unset, StringComparison.Ordinal) ? zero[..^Unset.Length] : "";
    }

    private static class Known
    {
        public static readonly Dictionary<Type, EnumDescriptor> All = Files()
            .SelectMany(file => file.EnumTypes)
            .ToDictionary(type => type.ClrType);

        private static IEnumerable<FileDescriptor> Files() =>
        [
            Common.V1.AccessReflection.Descriptor,
            Common.V1.ClassificationReflection.Descriptor,
            Common.V1.CustodyReflection.Descriptor,
            Referrals.Intake.V1.StatusReflection.Descriptor,
            Referrals.Routing.V1.HandOffReflection.Descriptor,
            Referrals.Routing.V1.RoutingServiceReflection.Descriptor,
            Referrals.Triage.V1.CountryCaseReflection.Descriptor,
            Referrals.Triage.V1.TriageServiceReflection.Descriptor,
            Referrals.Matching.V1.MatchingServiceReflection.Descriptor,
            Referrals.Operations.V1.OperationsServiceReflection.Descriptor,
            Referrals.Audit.V1.AuditServiceReflection.Descriptor,
        ];
    }
}
