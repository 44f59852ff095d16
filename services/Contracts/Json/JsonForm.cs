namespace Referrals.Contracts.Json;

/// <summary>How messages are written as JSON.</summary>
public sealed record JsonForm
{
    /// <summary>Short enum values, no defaults, one line.</summary>
    public static JsonForm Default { get; } = new();

    /// <summary>As <see cref="Default"/>, indented for people.</summary>
    public static JsonForm Readable { get; } = new() { Indented = true };

    /// <summary>Enum values with their type's prefix, as on the wire, for readers that know the protobuf mapping only.</summary>
    public bool EnumPrefixes { get; init; }

    /// <summary>Also fields that have their default value, except absent messages and optional fields.</summary>
    public bool Defaults { get; init; }

    public bool Indented { get; init; }
}
