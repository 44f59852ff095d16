using System.Collections.Concurrent;
using System.Reflection;
using Google.Protobuf;

namespace Referrals.Platform.Commands;

/// <summary>Whether a parsed message holds fields that its type does not declare; generated code keeps them in a private field.</summary>
internal static class UnknownFields
{
    private static readonly ConcurrentDictionary<Type, FieldInfo?> Fields = new();

    public static bool Has(IMessage message) =>
        Fields.GetOrAdd(message.GetType(), type => type.GetField("_unknownFields", BindingFlags.Instance | BindingFlags.NonPublic))
            ?.GetValue(message) is UnknownFieldSet set && set.CalculateSize() > 0;
}
