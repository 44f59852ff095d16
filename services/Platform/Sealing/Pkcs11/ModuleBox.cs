using System.Security.Cryptography;

namespace Referrals.Platform.Sealing.Pkcs11;

/// <summary>What a module sealed: one byte of version, the nonce, the text, the tag.</summary>
internal static class ModuleBox
{
    private const byte Version = 2;
    private const int Overhead = 1 + GcmMechanism.NonceBytes + GcmMechanism.TagBytes;

    public static byte[] Seal(Pkcs11Library module, nuint session, nuint key, byte[] plain, byte[] sealedAs)
    {
        var nonce = RandomNumberGenerator.GetBytes(GcmMechanism.NonceBytes);
        using var gcm = new GcmMechanism(nonce, sealedAs);
        var mechanism = gcm.Structure;
        Pkcs11Library.Check("C_EncryptInit", module.EncryptInit(session, ref mechanism, key));
        var output = new byte[plain.Length + GcmMechanism.TagBytes];
        var length = (nuint)output.Length;
        Pkcs11Library.Check("C_Encrypt", module.Encrypt(session, plain, (nuint)plain.Length, output, ref length));
        return length == (nuint)output.Length
            ? [Version, .. nonce, .. output]
            : throw new KeyModuleException("the key module does not seal as AES-GCM does");
    }

    /// <summary>What is in a box; null when it was not sealed so, under this key.</summary>
    public static byte[]? Open(Pkcs11Library module, nuint session, nuint key, byte[] box, byte[] sealedAs)
    {
        if (box.Length < Overhead || box[0] != Version)
            return null;
        using var gcm = new GcmMechanism(box[1..(1 + GcmMechanism.NonceBytes)], sealedAs);
        var mechanism = gcm.Structure;
        Pkcs11Library.Check("C_DecryptInit", module.DecryptInit(session, ref mechanism, key));
        var input = box[(1 + GcmMechanism.NonceBytes)..];
        var output = new byte[input.Length];
        var length = (nuint)output.Length;
        var result = module.Decrypt(session, input, (nuint)input.Length, output, ref length);

        // Modules differ in what they call a tag that is not right.
        if (result is Pkcs11Codes.EncryptedDataInvalid or Pkcs11Codes.EncryptedDataLength or Pkcs11Codes.DataInvalid or Pkcs11Codes.GeneralError or Pkcs11Codes.FunctionFailed)
            return null;
        Pkcs11Library.Check("C_Decrypt", result);
        return output[..(int)length];
    }
}
