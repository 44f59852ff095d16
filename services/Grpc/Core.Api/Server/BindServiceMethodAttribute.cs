using System.Diagnostics.CodeAnalysis;

namespace Grpc.Core;

/// <summary>Names the static method that binds a service's base class; the server finds it by reflection.</summary>
[AttributeUsage(AttributeTargets.Class)]
public class BindServiceMethodAttribute : Attribute
{
    // Also read by reflection: the service's Descriptor property. The trimmer has to keep all of these.
    private const DynamicallyAccessedMemberTypes Reflected =
        DynamicallyAccessedMemberTypes.PublicMethods | DynamicallyAccessedMemberTypes.NonPublicMethods
        | DynamicallyAccessedMemberTypes.PublicProperties | DynamicallyAccessedMemberTypes.NonPublicProperties;

    /// <summary>Points at <paramref name="bindMethodName"/> of <paramref name="bindType"/>.</summary>
    public BindServiceMethodAttribute([DynamicallyAccessedMembers(Reflected)] Type bindType, string bindMethodName)
    {
        BindType = bindType;
        BindMethodName = bindMethodName;
    }

    /// <summary>The type that holds the method.</summary>
    [DynamicallyAccessedMembers(Reflected)]
    public Type BindType { get; }

    /// <summary>The method's name.</summary>
    public string BindMethodName { get; }
}
