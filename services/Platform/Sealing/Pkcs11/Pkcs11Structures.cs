using System.Runtime.InteropServices;

namespace Referrals.Platform.Sealing.Pkcs11;

/// <summary><c>CK_ATTRIBUTE</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct AttributeStructure
{
    public nuint Type;
    public nint Value;
    public nuint Length;
}

/// <summary><c>CK_MECHANISM</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct MechanismStructure
{
    public nuint Type;
    public nint Parameter;
    public nuint Length;
}

/// <summary><c>CK_GCM_PARAMS</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct GcmStructure
{
    public nint Nonce;
    public nuint NonceBytes;
    public nuint NonceBits;
    public nint SealedAs;
    public nuint SealedAsBytes;
    public nuint TagBits;
}

/// <summary><c>CK_C_INITIALIZE_ARGS</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct InitializeStructure
{
    public nint CreateMutex;
    public nint DestroyMutex;
    public nint LockMutex;
    public nint UnlockMutex;
    public nuint Flags;
    public nint Reserved;
}
