using Referrals.Identity.Storage;
using Referrals.Identity.V1;
using Referrals.Testing;

namespace Referrals.Identity.Tests;

/// <summary>The Identity service with the shipped identities, making its own keys.</summary>
internal static class Exchange
{
    public static Task<ServiceUnderTest<IdentityDbContext>> StartAsync(StoreKind kind, ServiceSettings? settings = null) =>
        ServiceUnderTest.StartAsync<IdentityDbContext>(
            kind, builder => builder.AddIdentity(), app => app.MapIdentity(), (settings ?? new ServiceSettings()) with { MakesKeys = false });

    public static IdentityService.IdentityServiceClient As(this ServiceUnderTest<IdentityDbContext> service, string name) =>
        new(service.WithToken(service.FileOf(name)));

    public static IdentityService.IdentityServiceClient AsOperator(this ServiceUnderTest<IdentityDbContext> service) => service.As("operator");

    /// <summary>What the credential file of somebody holds.</summary>
    public static string FileOf(this ServiceUnderTest<IdentityDbContext> service, string name) => File.ReadAllText(service.PathOf(name)).Trim();

    public static string PathOf(this ServiceUnderTest<IdentityDbContext> service, string name) =>
        Path.Combine(service.DataDirectory, "credentials", $"{name.Replace('/', '-')}.token");
}
