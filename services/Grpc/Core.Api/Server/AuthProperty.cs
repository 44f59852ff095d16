using System.Text;

namespace Grpc.Core;

/// <summary>A name with bytes that the transport proved, such as a certificate's subject.</summary>
public class AuthProperty
{
    private readonly byte[] _value;

    private AuthProperty(string name, byte[] value)
    {
        Name = name;
        _value = value;
    }

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>The bytes read as UTF-8.</summary>
    public string Value => Encoding.UTF8.GetString(_value);

    /// <summary>A copy of the bytes.</summary>
    public byte[] ValueBytes => _value.AsSpan().ToArray();

    /// <summary>A property over a copy of the bytes.</summary>
    public static AuthProperty Create(string name, byte[] valueBytes)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(valueBytes);
        return new AuthProperty(name, valueBytes.AsSpan().ToArray());
    }
}
