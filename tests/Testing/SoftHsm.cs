using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace Referrals.Testing;

/// <summary>
/// A PKCS #11 module in software (Debian's <c>softhsm2</c>), with a token of its own for this test process. A module is begun once in a
/// process, so that all tests share the token; keys are told apart by service.
/// </summary>
public static class SoftHsm
{
    private const string Module = "/usr/lib/softhsm/libsofthsm2.so";
    private const string Token = "referrals tests";
    private const string Pin = "8317";
    private static readonly Lazy<string> Prepared = new(Prepare);

    /// <summary>Configuration of a process that keeps its key-encryption keys in the token.</summary>
    public static IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>
    {
        ["Sealing:Provider"] = "pkcs11",
        ["Sealing:Module"] = Module,
        ["Sealing:Token"] = Token,
        ["Sealing:PinFile"] = PinFile,
    };

    /// <summary>The file of the user's PIN.</summary>
    public static string PinFile => Path.Combine(Prepared.Value, "pin");

    /// <summary>Where the token's files are.</summary>
    public static string Directory => Prepared.Value;

    private static string Prepare()
    {
        var directory = new TempDirectory();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => directory.Dispose();
        System.IO.Directory.CreateDirectory(directory.File("tokens"));
        File.WriteAllText(directory.File("softhsm2.conf"), $"directories.tokendir = {directory.File("tokens")}\nobjectstore.backend = file\nlog.level = ERROR\n");
        File.WriteAllText(directory.File("pin"), Pin);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(directory.File("pin"), UnixFileMode.UserRead | UnixFileMode.UserWrite);

        // The module reads the variable of the system, which the runtime keeps a copy of.
        if (SetVariable(Encoding.UTF8.GetBytes("SOFTHSM2_CONF\0"), Encoding.UTF8.GetBytes($"{directory.File("softhsm2.conf")}\0"), 1) != 0)
            throw new InvalidOperationException("the environment cannot be changed");
        var start = new ProcessStartInfo("softhsm2-util", ["--init-token", "--free", "--label", Token, "--so-pin", Pin, "--pin", Pin]) { RedirectStandardOutput = true };
        start.Environment["SOFTHSM2_CONF"] = directory.File("softhsm2.conf");
        using var making = Process.Start(start)!;
        making.StandardOutput.ReadToEnd();
        making.WaitForExit();
        return making.ExitCode == 0 ? directory.Path : throw new InvalidOperationException("softhsm2-util makes no token");
    }

    [DllImport("libc", EntryPoint = "setenv")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetVariable(byte[] name, byte[] value, int overwrite);
}
