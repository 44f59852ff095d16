using System.Diagnostics;

namespace Referrals.Console.Tests.OpenId;

/// <summary>Programs of others from npm that tests hold the console against.</summary>
internal static class NodePrograms
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "provider");
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);
    private static readonly Lazy<Task> Installed = new(RunInstallAsync);

    /// <summary>Brings what they need, once.</summary>
    public static Task InstallAsync() => Installed.Value;

    /// <summary>Starts one of the folder's programs.</summary>
    public static Process Start(string program, params string[] arguments) => StartIn("node", [program, .. arguments]);

    private static async Task RunInstallAsync()
    {
        if (((string[])["oidc-provider", "jsqr"]).All(name => Directory.Exists(Path.Combine(Folder, "node_modules", name))))
            return;
        using var install = StartIn("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"]);
        await install.StandardOutput.ReadToEndAsync().WaitAsync(Longest);
        await install.WaitForExitAsync();
        Assert.Equal(0, install.ExitCode);
    }

    private static Process StartIn(string program, string[] arguments) =>
        Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = Folder, RedirectStandardOutput = true, RedirectStandardInput = true })!;
}
