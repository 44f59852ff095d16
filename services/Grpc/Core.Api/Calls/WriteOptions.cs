namespace Grpc.Core;

/// <summary>How a message is written.</summary>
[Flags]
public enum WriteFlags
{
    /// <summary>May wait in a buffer for the next message.</summary>
    BufferHint = 0x1,

    /// <summary>Is sent uncompressed whatever the call says.</summary>
    NoCompress = 0x2,
}

/// <summary>How the messages of a call are written.</summary>
public class WriteOptions
{
    /// <summary>At once, and compressed if the call is.</summary>
    public static readonly WriteOptions Default = new();

    /// <summary>Options with these flags.</summary>
    public WriteOptions(WriteFlags flags = default) => Flags = flags;

    /// <summary>The flags.</summary>
    public WriteFlags Flags { get; }
}
