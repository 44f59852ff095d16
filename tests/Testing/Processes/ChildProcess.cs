using System.Diagnostics;
using System.Globalization;

namespace Referrals.Testing.Processes;

/// <summary>A process of the exchange, started by a test, which may kill it and start it again. It ends with the test run, however that ends.</summary>
public sealed class ChildProcess : IAsyncDisposable
{
    private static readonly TimeSpan StopWithin = TimeSpan.FromSeconds(40);
    private readonly string assembly;
    private readonly IReadOnlyList<string> arguments;
    private readonly string log;
    private Process? process;

    /// <param name="project">Name of the project under <c>services/</c>.</param>
    /// <param name="arguments">Command line.</param>
    /// <param name="log">File that takes what it prints.</param>
    public ChildProcess(string project, IReadOnlyList<string> arguments, string log)
    {
        // The tests' own configuration, so that both are of one build.
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        assembly = Repository.File("services", project, "bin", configuration, "net10.0", $"Referrals.{project}.dll");
        this.arguments = arguments;
        this.log = log;
    }

    public int Id => Running.Id;

    public bool HasExited => process?.HasExited ?? true;

    /// <summary>Resident memory in MiB.</summary>
    public double ResidentMebibytes
    {
        get
        {
            var line = File.ReadLines($"/proc/{Id}/status").First(text => text.StartsWith("VmRSS:", StringComparison.Ordinal));
            return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024.0;
        }
    }

    private Process Running => process ?? throw new InvalidOperationException("not started");

    /// <summary>Starts it, with these variables in its environment.</summary>
    public void Start(IReadOnlyDictionary<string, string>? environment = null)
    {
        // The shell appends to the log, so that nothing is lost with a pipe when either side is killed.
        var start = new ProcessStartInfo("bash") { RedirectStandardInput = true };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add("""log=$1; shift; exec "$@" >> "$log" 2>&1 < /dev/null""");
        foreach (var part in (IEnumerable<string>)["bash", log, "dotnet", assembly, .. arguments])
            start.ArgumentList.Add(part);
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        process = Process.Start(start)!;
        Guard(process.Id);
    }

    /// <summary>kill -9, and waits until it is gone.</summary>
    public async Task KillAsync()
    {
        Running.Kill();
        await Running.WaitForExitAsync();
    }

    /// <summary>Whether it stands still, as after kill -STOP.</summary>
    public bool IsStopped => !HasExited && File.ReadAllText($"/proc/{Id}/stat").Split(')')[^1].StartsWith(" T", StringComparison.Ordinal);

    /// <summary>Lets it go on.</summary>
    public void GoOn()
    {
        using var kill = Process.Start("kill", ["-CONT", Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    /// <summary>SIGTERM, and waits until it has stopped in order. False: it did not in time, and was killed.</summary>
    public async Task<bool> TerminateAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", Id.ToString(CultureInfo.InvariantCulture)]);
        using var timeout = new CancellationTokenSource(StopWithin);
        try
        {
            await Running.WaitForExitAsync(timeout.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            await KillAsync();
            return false;
        }
    }

    /// <summary>Waits until it has ended by itself.</summary>
    public Task WaitForExitAsync(TimeSpan within) => Running.WaitForExitAsync().WaitAsync(within);

    /// <summary>What it has printed.</summary>
    public string ReadLog() => File.Exists(log) ? File.ReadAllText(log) : "";

    public async ValueTask DisposeAsync()
    {
        if (!HasExited)
            await TerminateAsync();
        process?.Dispose();
    }

    private static void Guard(int child) => Process.Start(new ProcessStartInfo("bash")
    {
        ArgumentList =
        {
            "-c",
            string.Create(CultureInfo.InvariantCulture, $"while kill -0 {Environment.ProcessId} && kill -0 {child}; do sleep 1; done 2> /dev/null; kill -9 {child} 2> /dev/null"),
        },
    })?.Dispose();
}
