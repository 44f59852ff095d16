using System.Diagnostics;
using Referrals.Testing;
using Xunit;

namespace Referrals.Faults;

/// <summary>One run of a script of <c>deploy/local</c>.</summary>
internal static class Script
{
    /// <summary>What it printed, once it has succeeded.</summary>
    public static async Task<string> RunAsync(string script, params string[] arguments)
    {
        var start = new ProcessStartInfo(Repository.File("deploy", "local", script), arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{script} {string.Join(' ', arguments)}: {await errors}");
        return (await output).Trim();
    }
}
