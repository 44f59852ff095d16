using System.Runtime.InteropServices;

namespace Referrals.Platform.Sealing.Pkcs11;

/// <summary>
/// The functions of a module that are used here, from the list that the module gives (<c>C_GetFunctionList</c>). Layout as on systems
/// where structures are not packed, which is all but Windows.
/// </summary>
internal sealed class Pkcs11Library
{
    // The list begins with a version, which takes a pointer's place.
    private const int First = 1;
    private readonly nint list;

    public Pkcs11Library(string path)
    {
        if (OperatingSystem.IsWindows())
            throw new KeyModuleException("Sealing:Provider=pkcs11 is not for Windows");
        if (!NativeLibrary.TryLoad(path, out var library) || !NativeLibrary.TryGetExport(library, "C_GetFunctionList", out var getList))
            throw new KeyModuleException("Sealing:Module is no PKCS #11 library that can be loaded");
        Check("C_GetFunctionList", Marshal.GetDelegateForFunctionPointer<GetFunctionListFunction>(getList)(out list));
        Initialize = Function<InitializeFunction>(0);
        GetSlotList = Function<GetSlotListFunction>(4);
        GetTokenInfo = Function<GetTokenInfoFunction>(6);
        OpenSession = Function<OpenSessionFunction>(12);
        CloseSession = Function<CloseSessionFunction>(13);
        Login = Function<LoginFunction>(18);
        DestroyObject = Function<DestroyObjectFunction>(22);
        GetAttributeValue = Function<GetAttributeValueFunction>(24);
        FindObjectsInit = Function<FindObjectsInitFunction>(26);
        FindObjects = Function<FindObjectsFunction>(27);
        FindObjectsFinal = Function<FindObjectsFinalFunction>(28);
        EncryptInit = Function<CipherInitFunction>(29);
        Encrypt = Function<CipherFunction>(30);
        DecryptInit = Function<CipherInitFunction>(33);
        Decrypt = Function<CipherFunction>(34);
        GenerateKey = Function<GenerateKeyFunction>(58);
    }

    public delegate nuint GetFunctionListFunction(out nint list);

    public delegate nuint InitializeFunction(ref InitializeStructure arguments);

    public delegate nuint GetSlotListFunction(byte withToken, nuint[]? slots, ref nuint count);

    public delegate nuint GetTokenInfoFunction(nuint slot, byte[] info);

    public delegate nuint OpenSessionFunction(nuint slot, nuint flags, nint application, nint notify, out nuint session);

    public delegate nuint CloseSessionFunction(nuint session);

    public delegate nuint LoginFunction(nuint session, nuint user, byte[] pin, nuint length);

    public delegate nuint DestroyObjectFunction(nuint session, nuint key);

    public delegate nuint GetAttributeValueFunction(nuint session, nuint key, AttributeStructure[] attributes, nuint count);

    public delegate nuint FindObjectsInitFunction(nuint session, AttributeStructure[] attributes, nuint count);

    public delegate nuint FindObjectsFunction(nuint session, nuint[] keys, nuint most, out nuint count);

    public delegate nuint FindObjectsFinalFunction(nuint session);

    public delegate nuint CipherInitFunction(nuint session, ref MechanismStructure mechanism, nuint key);

    public delegate nuint CipherFunction(nuint session, byte[] input, nuint inputLength, byte[] output, ref nuint outputLength);

    public delegate nuint GenerateKeyFunction(nuint session, ref MechanismStructure mechanism, AttributeStructure[] attributes, nuint count, out nuint key);

    public InitializeFunction Initialize { get; }

    public GetSlotListFunction GetSlotList { get; }

    public GetTokenInfoFunction GetTokenInfo { get; }

    public OpenSessionFunction OpenSession { get; }

    public CloseSessionFunction CloseSession { get; }

    public LoginFunction Login { get; }

    public DestroyObjectFunction DestroyObject { get; }

    public GetAttributeValueFunction GetAttributeValue { get; }

    public FindObjectsInitFunction FindObjectsInit { get; }

    public FindObjectsFunction FindObjects { get; }

    public FindObjectsFinalFunction FindObjectsFinal { get; }

    public CipherInitFunction EncryptInit { get; }

    public CipherFunction Encrypt { get; }

    public CipherInitFunction DecryptInit { get; }

    public CipherFunction Decrypt { get; }

    public GenerateKeyFunction GenerateKey { get; }

    /// <exception cref="KeyModuleException">The function did not succeed.</exception>
    public static void Check(string function, nuint result)
    {
        if (result != Pkcs11Codes.Ok)
            throw new KeyModuleException($"the key module answers {function} with 0x{result:x}");
    }

    private TFunction Function<TFunction>(int number)
        where TFunction : Delegate =>
        Marshal.GetDelegateForFunctionPointer<TFunction>(Marshal.ReadIntPtr(list, (First + number) * nint.Size));
}
