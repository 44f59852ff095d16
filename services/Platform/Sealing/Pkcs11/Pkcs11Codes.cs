namespace Referrals.Platform.Sealing.Pkcs11;

/// <summary>The numbers of PKCS #11 2.40 that are used here (OASIS, pkcs11t.h).</summary>
internal static class Pkcs11Codes
{
    public const nuint Ok = 0x000;
    public const nuint AlreadyInitialized = 0x191;
    public const nuint AlreadyLoggedIn = 0x100;
    public const nuint DataInvalid = 0x020;
    public const nuint EncryptedDataInvalid = 0x040;
    public const nuint EncryptedDataLength = 0x041;
    public const nuint GeneralError = 0x005;
    public const nuint FunctionFailed = 0x006;

    public const nuint LockingByTheSystem = 0x2;
    public const nuint SerialSession = 0x4;
    public const nuint WritingSession = 0x2;
    public const nuint User = 1;

    public const nuint SecretKey = 4;
    public const nuint Aes = 0x1F;
    public const nuint MakeAesKey = 0x1080;
    public const nuint AesGcm = 0x1087;

    public const nuint Class = 0x000;
    public const nuint Token = 0x001;
    public const nuint Private = 0x002;
    public const nuint Label = 0x003;
    public const nuint KeyType = 0x100;
    public const nuint Id = 0x102;
    public const nuint Sensitive = 0x103;
    public const nuint Encrypt = 0x104;
    public const nuint Decrypt = 0x105;
    public const nuint ValueLength = 0x161;
    public const nuint Extractable = 0x162;
}
