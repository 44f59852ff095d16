using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Referrals.Platform.Sealing.Pkcs11;

/// <summary>A key in a module: what it is used by, and what its <c>CKA_ID</c> says.</summary>
/// <param name="Handle">What the module calls it, in this process.</param>
/// <param name="Version">Its version.</param>
/// <param name="Id">Version, time in milliseconds, four bytes at random: two processes may make the same version at once.</param>
internal sealed record ModuleKey(nuint Handle, KeyVersion Version, byte[] Id)
{
    public const int IdBytes = 16;

    public static byte[] NewId(int version, DateTimeOffset now)
    {
        var id = RandomNumberGenerator.GetBytes(IdBytes);
        BinaryPrimitives.WriteInt32BigEndian(id, version);
        BinaryPrimitives.WriteInt64BigEndian(id.AsSpan(4), now.ToUnixTimeMilliseconds());
        return id;
    }

    public static ModuleKey Of(nuint handle, byte[] id) => new(
        handle,
        new KeyVersion(BinaryPrimitives.ReadInt32BigEndian(id), DateTimeOffset.FromUnixTimeMilliseconds(BinaryPrimitives.ReadInt64BigEndian(id.AsSpan(4)))),
        id);
}
