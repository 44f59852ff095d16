using Google.Protobuf.Reflection;
using Referrals.Intake.V1;

namespace Referrals.Platform.Tests.Contracts;

/// <summary>The proto files of the exchange, as they were compiled.</summary>
internal static class ProtoFiles
{
    public static IReadOnlyList<FileDescriptor> All { get; } =
    [
        .. typeof(Referral).Assembly.GetTypes()
            .Where(type => type.Name.EndsWith("Reflection", StringComparison.Ordinal))
            .Select(type => type.GetProperty("Descriptor")?.GetValue(null))
            .OfType<FileDescriptor>(),
    ];
}
