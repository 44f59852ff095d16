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
        return builder.AddReferralsPlatform();
    }
}
