using System.Collections.Concurrent;
using System.Collections.Frozen;
using Google.Protobuf.Reflection;

namespace Referrals.Contracts.Json;

/// <summary>The fields of a message by their names in JSON: camelCase, and as in the proto.</summary>
internal static class MessageFields
{
    private static readonly ConcurrentDictionary<MessageDescriptor, FrozenDictionary<string, FieldDescriptor>> s_known = new();

    public static FieldDescriptor? Find(MessageDescriptor message, string name) =>
        s_known.GetOrAdd(message, NamesOf).GetValueOrDefault(name);

    private static FrozenDictionary<string, FieldDescriptor> NamesOf(MessageDescriptor message) =>
        message.Fields.InDeclarationOrder()
            .SelectMany(field => new[] { field.JsonName, field.Name }.Distinct(), (field, name) => (name, field))
            .ToFrozenDictionary(named => named.name, named => named.field, StringComparer.Ordinal);
}
