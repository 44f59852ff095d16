using System.Collections.Concurrent;
using System.Text;

namespace Referrals.Platform.Sealing.Pkcs11;

/// <summary>
/// A token of a module, found by its label, with sessions that are used one after another. A session that failed is given up, so that a
/// token that was taken out and put in again is found again. Several of a process share the module, which knows its user by process.
/// </summary>
internal sealed class Pkcs11Token(string library, string label, string pinFile) : IDisposable
{
    private const int LabelBytes = 32;

    // More than CK_TOKEN_INFO takes.
    private const int InfoBytes = 512;
    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    // Two that begin a module at once are not told apart by it: the second may take from under the first what that has begun to use.
    private static readonly Lock Beginning = new();
    private readonly Lazy<Pkcs11Library> functions = new(() => Load(library));
    private readonly ConcurrentBag<nuint> idle = [];

    /// <summary>Does something in a session of the user's.</summary>
    public T Use<T>(Func<Pkcs11Library, nuint, T> use)
    {
        if (!idle.TryTake(out var session))
            session = Open();
        T result;
        try
        {
            result = use(functions.Value, session);
        }
        catch
        {
            _ = functions.Value.CloseSession(session);
            throw;
        }

        idle.Add(session);
        return result;
    }

    public void Dispose()
    {
        while (idle.TryTake(out var session))
            _ = functions.Value.CloseSession(session);
    }

    private static Pkcs11Library Load(string path)
    {
        var functions = new Pkcs11Library(path);
        var arguments = new InitializeStructure { Flags = Pkcs11Codes.LockingByTheSystem };
        nuint result;
        lock (Beginning)
            result = functions.Initialize(ref arguments);
        if (result != Pkcs11Codes.AlreadyInitialized)
            Pkcs11Library.Check("C_Initialize", result);
        return functions;
    }

    private nuint Open()
    {
        Pkcs11Library.Check("C_OpenSession", functions.Value.OpenSession(Slot(), Pkcs11Codes.SerialSession | Pkcs11Codes.WritingSession, 0, 0, out var session));
        var pin = Encoding.UTF8.GetBytes(ReadPin());
        var result = functions.Value.Login(session, Pkcs11Codes.User, pin, (nuint)pin.Length);
        if (result is not (Pkcs11Codes.Ok or Pkcs11Codes.AlreadyLoggedIn))
        {
            _ = functions.Value.CloseSession(session);
            Pkcs11Library.Check("C_Login", result);
        }

        return session;
    }

    private nuint Slot()
    {
        nuint count = 0;
        Pkcs11Library.Check("C_GetSlotList", functions.Value.GetSlotList(1, null, ref count));
        var slots = new nuint[count];
        Pkcs11Library.Check("C_GetSlotList", functions.Value.GetSlotList(1, slots, ref count));
        foreach (var slot in slots.Take((int)count))
        {
            var info = new byte[InfoBytes];
            if (functions.Value.GetTokenInfo(slot, info) == Pkcs11Codes.Ok && Encoding.UTF8.GetString(info, 0, LabelBytes).TrimEnd() == label)
                return slot;
        }

        throw new KeyModuleException("the key module has no token of the label that Sealing:Token names");
    }

    private string ReadPin()
    {
        if (!File.Exists(pinFile))
            throw new KeyModuleException("Sealing:PinFile names a file that is not there");
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(pinFile) & Others) != 0)
            throw new KeyModuleException("Sealing:PinFile may be read by others than its owner; chmod 600");
        return File.ReadAllText(pinFile).Trim();
    }
}
