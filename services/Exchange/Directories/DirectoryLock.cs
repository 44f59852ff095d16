namespace Referrals.Exchange.Directories;

/// <summary>One exchange for a data directory: a lock file that the system frees however the process ends.</summary>
internal sealed class DirectoryLock : IDisposable
{
    private readonly FileStream file;

    private DirectoryLock(FileStream file) => this.file = file;

    /// <summary>Makes the directory if need be and locks it; refuses when another exchange runs there.</summary>
    public static DirectoryLock Take(string directory)
    {
        try
        {
            // Referrals' content and the exchange's keys lie in it.
            if (OperatingSystem.IsWindows())
                Directory.CreateDirectory(directory);
            else
                Directory.CreateDirectory(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            return new DirectoryLock(new FileStream(Path.Combine(directory, "exchange.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new StartRefusedException($"{directory} cannot be written to; choose another directory with --data", exception);
        }
        catch (IOException exception) when (Directory.Exists(directory))
        {
            throw new StartRefusedException($"another exchange already runs on {directory}{Address(directory)}; stop it, or choose another directory with --data", exception);
        }
        catch (IOException exception)
        {
            throw new StartRefusedException($"{directory} cannot be made; choose another directory with --data", exception);
        }
    }

    public void Dispose() => file.Dispose();

    private static string Address(string directory) =>
        ExchangeFile.TryRead(directory) is { } running ? $" (process {running.Pid}, {running.Web})" : "";
}
