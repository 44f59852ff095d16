using System.Runtime.InteropServices;

namespace Referrals.Platform.Sealing.Pkcs11;

/// <summary>AES-GCM with a nonce and what is sealed along, pinned as long as this is there.</summary>
internal sealed class GcmMechanism : IDisposable
{
    public const int NonceBytes = 12;
    public const int TagBytes = 16;
    private readonly GCHandle nonce;
    private readonly GCHandle sealedAs;
    private readonly GCHandle parameters;

    public GcmMechanism(byte[] nonce, byte[] sealedAs)
    {
        this.nonce = GCHandle.Alloc(nonce, GCHandleType.Pinned);
        this.sealedAs = GCHandle.Alloc(sealedAs, GCHandleType.Pinned);
        parameters = GCHandle.Alloc(
            new GcmStructure
            {
                Nonce = this.nonce.AddrOfPinnedObject(),
                NonceBytes = (nuint)nonce.Length,
                NonceBits = (nuint)nonce.Length * 8,
                SealedAs = this.sealedAs.AddrOfPinnedObject(),
                SealedAsBytes = (nuint)sealedAs.Length,
                TagBits = TagBytes * 8,
            },
            GCHandleType.Pinned);
    }

    public MechanismStructure Structure => new()
    {
        Type = Pkcs11Codes.AesGcm,
        Parameter = parameters.AddrOfPinnedObject(),
        Length = (nuint)Marshal.SizeOf<GcmStructure>(),
    };

    public void Dispose()
    {
        nonce.Free();
        sealedAs.Free();
        parameters.Free();
    }
}
