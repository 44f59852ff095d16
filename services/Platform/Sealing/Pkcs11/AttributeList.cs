using System.Runtime.InteropServices;
using System.Text;

namespace Referrals.Platform.Sealing.Pkcs11;

/// <summary>Attributes of an object, with their values in memory of the system as long as this is there.</summary>
internal sealed class AttributeList : IDisposable
{
    private readonly List<AttributeStructure> attributes = [];

    public AttributeStructure[] Structures => [.. attributes];

    public nuint Count => (nuint)attributes.Count;

    public AttributeList With(nuint type, nuint value)
    {
        var memory = Marshal.AllocHGlobal(nuint.Size);
        Marshal.WriteIntPtr(memory, (nint)value);
        return Add(type, memory, nuint.Size);
    }

    public AttributeList With(nuint type, bool value) => With(type, [value ? (byte)1 : (byte)0]);

    public AttributeList With(nuint type, string value) => With(type, Encoding.UTF8.GetBytes(value));

    public AttributeList With(nuint type, byte[] value)
    {
        var memory = Marshal.AllocHGlobal(value.Length);
        Marshal.Copy(value, 0, memory, value.Length);
        return Add(type, memory, value.Length);
    }

    /// <summary>The value that a module wrote, as long as the room that was given for it at most.</summary>
    public static byte[] Value(AttributeStructure attribute)
    {
        var value = new byte[attribute.Length];
        Marshal.Copy(attribute.Value, value, 0, value.Length);
        return value;
    }

    public void Dispose()
    {
        foreach (var attribute in attributes)
            Marshal.FreeHGlobal(attribute.Value);
        attributes.Clear();
    }

    private AttributeList Add(nuint type, nint memory, int length)
    {
        attributes.Add(new AttributeStructure { Type = type, Value = memory, Length = (nuint)length });
        return this;
    }
}
