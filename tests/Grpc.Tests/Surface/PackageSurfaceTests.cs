using System.Reflection;
using Grpc.AspNetCore.Server;
using Grpc.Core;
using Grpc.Net.Client;
using Grpc.Net.Compression;

namespace Referrals.Grpc.Tests.Surface;

public sealed class PackageSurfaceTests
{
    private static readonly Assembly s_coreApi = typeof(CallInvoker).Assembly;
    private static readonly Assembly s_netCommon = typeof(ICompressionProvider).Assembly;
    private static readonly HashSet<string> s_ours = ["Grpc.Core.Api", "Grpc.Net.Common"];

    public static TheoryData<Assembly> Packages => [typeof(GrpcServiceOptions).Assembly, typeof(GrpcChannel).Assembly];

    [Theory]
    [MemberData(nameof(Packages))]
    public void Every_type_and_member_that_a_package_takes_exists(Assembly package)
    {
        var needed = PackageSurface.Needed(package.Location, s_ours);

        Assert.True(needed.Count > 50, $"Only {needed.Count} references found: the walk is broken.");
        Assert.Empty(Missing(needed, s_coreApi, s_netCommon));
    }

    [Theory]
    [MemberData(nameof(Packages))]
    public void The_walk_tells_what_is_missing(Assembly package)
    {
        var missing = Missing(PackageSurface.Needed(package.Location, s_ours), s_netCommon);

        Assert.Contains("Grpc.Core.Metadata", missing);
        Assert.Contains(missing, line => line.StartsWith("Grpc.Core.Metadata::Add ", StringComparison.Ordinal));
        Assert.Contains(
            "Grpc.Core.Marshaller`1::get_ContextualSerializer instance System.Action`2<!0,Grpc.Core.SerializationContext>`0()", missing);
    }

    [Theory]
    [MemberData(nameof(Packages))]
    public void A_package_names_our_assemblies_exactly(Assembly package)
    {
        var names = package.GetReferencedAssemblies().Where(name => s_ours.Contains(name.Name!)).Select(name => name.FullName);

        Assert.NotEmpty(names);
        Assert.Subset(new HashSet<string> { s_coreApi.FullName!, s_netCommon.FullName! }, names.ToHashSet());
    }

    /// <summary>An override has no member reference: a changed base would leave it uncalled, or its type not loadable.</summary>
    [Theory]
    [MemberData(nameof(Packages))]
    public void Every_override_in_a_package_overrides_something(Assembly package)
    {
        var orphans =
            from type in package.GetTypes()
            from method in type.GetMethods(
                BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
            where method.IsVirtual && !method.Attributes.HasFlag(MethodAttributes.NewSlot)
            where method.GetBaseDefinition().DeclaringType == type
            select $"{type}::{method}";

        Assert.Empty(orphans);
    }

    private static List<string> Missing(IReadOnlySet<string> needed, params Assembly[] offering)
    {
        var offered = offering.SelectMany(assembly => PackageSurface.Offered(assembly.Location)).ToHashSet();
        return [.. needed.Where(line => !offered.Contains(line))];
    }
}
