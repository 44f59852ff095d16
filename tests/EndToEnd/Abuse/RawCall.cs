using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;

namespace Referrals.EndToEnd.Abuse;

/// <summary>A gRPC call as its bytes, on a connection of its own: whatever a client would never send can be sent.</summary>
internal static class RawCall
{
    public const byte Data = 0;
    public const byte Headers = 1;
    public const byte Reset = 3;
    public const byte Settings = 4;
    public const byte Ping = 6;
    public const byte Continuation = 9;
    public const byte EndStream = 1;
    public const byte EndHeaders = 4;
    private const byte GoAway = 7;
    private const int FrameHeader = 9;
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(30);

    /// <summary>What a connection begins with.</summary>
    public static byte[] Preface { get; } = [.. "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8, .. Frame(Settings, 0, 0, [])];

    /// <summary>Headers as a block that uses no table.</summary>
    public static byte[] HeaderBlock(IEnumerable<(string Name, string Value)> headers) =>
        [.. headers.SelectMany(header => (byte[])[0, .. Text(header.Name), .. Text(header.Value)])];

    /// <summary>A message in gRPC's frame.</summary>
    public static byte[] Message(byte[] message, byte compressed = 0, uint? length = null)
    {
        var framed = new byte[5 + message.Length];
        framed[0] = compressed;
        BinaryPrimitives.WriteUInt32BigEndian(framed.AsSpan(1), length ?? (uint)message.Length);
        message.CopyTo(framed, 5);
        return framed;
    }

    /// <summary>The frames of one whole call.</summary>
    public static byte[] Of(byte[] headerBlock, byte[] body) =>
        [.. Frame(Headers, EndHeaders, 1, headerBlock), .. Frame(Data, EndStream, 1, body)];

    /// <summary>
    /// Sends bytes and reads until the call has ended, or until the connection is closed when <paramref name="ends"/> says that the call
    /// may never: the <c>grpc-status</c>, null when the connection or the call was given up instead.
    /// </summary>
    public static async Task<int?> SendAsync(Uri address, byte[] bytes, bool ends = true)
    {
        using var client = new TcpClient { NoDelay = true };
        await client.ConnectAsync(address.Host, address.Port);
        client.LingerState = new LingerOption(true, 0);
        var stream = client.GetStream();
        try
        {
            await stream.WriteAsync(bytes);
            if (!ends)
                client.Client.Shutdown(SocketShutdown.Send);
            return await StatusAsync(stream).WaitAsync(LongestAnswer);
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static async Task<int?> StatusAsync(NetworkStream stream)
    {
        var header = new byte[FrameHeader];
        int? status = null;
        while (await stream.ReadAtLeastAsync(header, FrameHeader, throwOnEndOfStream: false) == FrameHeader)
        {
            var payload = new byte[(header[0] << 16) | (header[1] << 8) | header[2]];
            await stream.ReadExactlyAsync(payload);
            var (type, flags, id) = (header[3], header[4], BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(5)));
            if (type == Headers)
                status = StatusIn(payload) ?? status;
            if (type is Reset or GoAway || (id == 1 && type is Headers or Data && (flags & EndStream) != 0))
                return status;
        }

        return status;
    }

    /// <summary>Kestrel writes names and values that it has not written before as they are.</summary>
    private static int? StatusIn(ReadOnlySpan<byte> block)
    {
        ReadOnlySpan<byte> name = [11, .. "grpc-status"u8];
        var at = block.IndexOf(name);
        if (at < 0)
            return null;
        var length = block[at + name.Length];
        return int.Parse(Encoding.ASCII.GetString(block.Slice(at + name.Length + 1, length)), System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>One frame of HTTP/2.</summary>
    public static byte[] Frame(byte type, byte flags, int stream, byte[] payload)
    {
        var frame = new byte[FrameHeader + payload.Length];
        (frame[0], frame[1], frame[2], frame[3], frame[4]) = ((byte)(payload.Length >> 16), (byte)(payload.Length >> 8), (byte)payload.Length, type, flags);
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(5), stream);
        payload.CopyTo(frame, FrameHeader);
        return frame;
    }

    /// <summary>A length of a prefix of 7 bits, and the text.</summary>
    private static byte[] Text(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var length = new List<byte>();
        if (bytes.Length < 127)
        {
            length.Add((byte)bytes.Length);
        }
        else
        {
            length.Add(127);
            var rest = bytes.Length - 127;
            for (; rest >= 128; rest /= 128)
                length.Add((byte)(rest % 128 + 128));
            length.Add((byte)rest);
        }

        return [.. length, .. bytes];
    }
}
