using Referrals.Contracts;
using Referrals.Identity.Accounts;
using Referrals.Identity.IssueCredentials;
using Referrals.Identity.LoadIdentities;
using Referrals.Identity.Storage;
using Referrals.Identity.WatchGrants;
using Referrals.Platform.Credentials;
using Referrals.Platform.Hosting;

namespace Referrals.Identity;

/// <summary>Puts the Identity service into a process.</summary>
public static class Extensions
{
    public static WebApplicationBuilder AddIdentity(this WebApplicationBuilder builder)
    {
        builder.AddReferralsService<IdentityDbContext>(Topology.Identity);
        builder.Services.AddOptions<IdentityOptions>().BindConfiguration("Identity").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<IdentityKeys>();
        builder.Services.AddSingleton<CredentialIssuer>();
        builder.Services.AddSingleton<PrincipalDirectory>();
        builder.Services.AddSingleton<StoredGrants>();
        builder.Services.AddSingleton<IGrantSource>(provider => provider.GetRequiredService<StoredGrants>());
        builder.Services.AddSingleton<CredentialKeeper>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<CredentialKeeper>());
        builder.Services.AddSingleton<AccountSeal>();
        builder.Services.AddSingleton<AccountRows>();
        builder.Services.AddSingleton<PasswordHashes>();
        builder.Services.AddSingleton<UnnamedAttempts>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<UnnamedAttempts>());
        return builder;
    }

    public static WebApplication MapIdentity(this WebApplication app)
    {
        app.MapGrpcService<IdentityGrpcService>();
        app.MapGrpcService<AccountGrpcService>();
        return app;
    }
}
