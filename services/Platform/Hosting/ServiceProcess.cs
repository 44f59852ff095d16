using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;

namespace Referrals.Platform.Hosting;

/// <summary>The ten lines that every service's process begins with.</summary>
public static class ServiceProcess
{
    /// <summary>A builder with the platform, configured by environment and command line.</summary>
    public static WebApplicationBuilder CreateBuilder(string[] args)
    {
        var builder = WebApplication.CreateSlimBuilder(args);
        builder.Configuration.AddEnvironmentVariables().AddCommandLine(args);
        ResumeWhereAnswersArrive(builder.Configuration);
        return builder.AddReferralsPlatform();
    }

    /// <summary>
    /// What awaits PostgreSQL or another service goes on, on the thread that its answer arrives on, instead of being handed to
    /// another: a call makes some ten round trips, and handing over cost a fifth of all processor time. The runtime reads this
    /// before the first socket. Only where no code blocks a thread, which SQLite's does.
    /// </summary>
    private static void ResumeWhereAnswersArrive(ConfigurationManager configuration)
    {
        const string Switch = "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS";
        if (configuration["Storage:Provider"] == "postgres" && Environment.GetEnvironmentVariable(Switch) is null)
            Environment.SetEnvironmentVariable(Switch, "1");
    }
}
