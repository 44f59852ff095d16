using System.Runtime.InteropServices;

namespace Referrals.TransparencyLog.Signatures;

/// <summary>A key held by libcrypto.</summary>
internal sealed class KeyHandle : SafeHandle
{
    public KeyHandle(nint key)
        : base(0, true)
    {
        SetHandle(key);
    }

    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        LibCrypto.FreeKey(handle);
        return true;
    }
}
