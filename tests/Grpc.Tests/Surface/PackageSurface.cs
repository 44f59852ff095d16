using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Referrals.Grpc.Tests.Surface;

/// <summary>What a compiled assembly takes from others, and what an assembly offers, as comparable lines of text.</summary>
internal static class PackageSurface
{
    /// <summary>Every type and member that the assembly refers to in the named assemblies.</summary>
    public static IReadOnlySet<string> Needed(string path, IReadOnlySet<string> assemblies)
    {
        using var file = new PEReader(File.OpenRead(path));
        var reader = file.GetMetadataReader();
        var needed = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var handle in reader.TypeReferences)
        {
            if (assemblies.Contains(AssemblyOf(reader, handle)))
                needed.Add(SignatureText.NameOf(reader, handle));
        }

        foreach (var handle in reader.MemberReferences)
        {
            var member = reader.GetMemberReference(handle);
            if (DeclaringType(reader, member.Parent) is not { } type || !assemblies.Contains(AssemblyOf(reader, type)))
                continue;

            needed.Add(Line(
                SignatureText.NameOf(reader, type),
                reader.GetString(member.Name),
                member.GetKind() == MemberReferenceKind.Method
                    ? SignatureText.Of(member.DecodeMethodSignature(SignatureText.Provider, null))
                    : member.DecodeFieldSignature(SignatureText.Provider, null)));
        }

        return needed;
    }

    /// <summary>Every type and member of the assembly that others can reach.</summary>
    public static IEnumerable<string> Offered(string path)
    {
        using var file = new PEReader(File.OpenRead(path));
        var reader = file.GetMetadataReader();
        var offered = new List<string>();
        foreach (var handle in reader.TypeDefinitions)
        {
            var type = reader.GetTypeDefinition(handle);
            if (!IsReachable(type.Attributes))
                continue;

            var name = SignatureText.NameOf(reader, handle);
            offered.Add(name);
            offered.AddRange(
                from method in type.GetMethods().Select(reader.GetMethodDefinition)
                where IsReachable(method.Attributes)
                select Line(name, reader.GetString(method.Name), SignatureText.Of(method.DecodeSignature(SignatureText.Provider, null))));
            offered.AddRange(
                from field in type.GetFields().Select(reader.GetFieldDefinition)
                where (field.Attributes & FieldAttributes.FieldAccessMask) == FieldAttributes.Public
                select Line(name, reader.GetString(field.Name), field.DecodeSignature(SignatureText.Provider, null)));
        }

        return offered;
    }

    private static string Line(string type, string member, string signature) => $"{type}::{member} {signature}";

    private static bool IsReachable(TypeAttributes attributes) =>
        (attributes & TypeAttributes.VisibilityMask)
            is TypeAttributes.Public or TypeAttributes.NestedPublic or TypeAttributes.NestedFamORAssem;

    private static bool IsReachable(MethodAttributes attributes) =>
        (attributes & MethodAttributes.MemberAccessMask)
            is MethodAttributes.Public or MethodAttributes.Family or MethodAttributes.FamORAssem;

    private static TypeReferenceHandle? DeclaringType(MetadataReader reader, EntityHandle parent) => parent.Kind switch
    {
        HandleKind.TypeReference => (TypeReferenceHandle)parent,
        HandleKind.TypeSpecification => SignatureText.GenericDefinition(reader, (TypeSpecificationHandle)parent),
        _ => null,
    };

    private static string AssemblyOf(MetadataReader reader, TypeReferenceHandle handle)
    {
        var scope = reader.GetTypeReference(handle).ResolutionScope;
        return scope.Kind switch
        {
            HandleKind.TypeReference => AssemblyOf(reader, (TypeReferenceHandle)scope),
            HandleKind.AssemblyReference => reader.GetString(reader.GetAssemblyReference((AssemblyReferenceHandle)scope).Name),
            _ => "",
        };
    }
}
