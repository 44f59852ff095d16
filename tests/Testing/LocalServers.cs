using System.Diagnostics;
using System.Globalization;

namespace Referrals.Testing;

/// <summary>
/// <c>deploy/local/servers.sh</c> over a temporary directory: servers of the machine's packages, on free loopback ports. A guard process
/// stops them and removes the directory when this process has ended, however it ended.
/// </summary>
internal sealed class LocalServers
{
    private readonly string _directory;

    /// <summary>Where everything is that the servers need or write.</summary>
    public string DataDirectory => _directory;

    /// <summary>Servers that somebody else started in this directory and will stop.</summary>
    public LocalServers(string directory)
    {
        _directory = directory;
    }

    public static async Task<LocalServers> CreateAsync()
    {
        var servers = new LocalServers(Directory.CreateTempSubdirectory("referrals-servers-").FullName);
        await servers.RunAsync("guard", Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        return servers;
    }

    /// <summary>Runs one verb and returns what it printed.</summary>
    public async Task<string> RunAsync(string verb, string argument)
    {
        var start = new ProcessStartInfo("bash") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var part in new[] { Path.Combine(Repository.Root, "deploy", "local", "servers.sh"), verb, _directory, argument })
        {
            start.ArgumentList.Add(part);
        }

        using var process = Process.Start(start) ?? throw new InvalidOperationException("bash does not start.");
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"servers.sh {verb} {argument} failed: {await errors}");
        }

        return (await output).Trim();
    }
}
