using System.Runtime.Versioning;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Referrals.Identity.IssueCredentials;
using Referrals.Identity.LoadIdentities;
using Referrals.Identity.V1;
using Referrals.Testing;

namespace Referrals.Identity.Tests;

[UnsupportedOSPlatform("windows")]
public sealed class CredentialFilesTests
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task The_first_start_makes_keys_and_a_credential_for_everybody_that_only_the_owner_reads(StoreKind kind)
    {
        await using var service = await Exchange.StartAsync(kind);

        foreach (var name in new[] { "operator", "agency/uk-nca", "officer/reyes", "team/picacc@afp", "auditor/mercier", "service/intake", "service/console" })
            Assert.Equal(OwnerOnly, File.GetUnixFileMode(service.PathOf(name)));
        foreach (var file in new[] { "identity.pem", "pseudonyms.key" })
            Assert.Equal(OwnerOnly, File.GetUnixFileMode(Path.Combine(service.DataDirectory, "keys", file)));
        foreach (var directory in new[] { "keys", "credentials" })
            Assert.Equal(OwnerOnly | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.Combine(service.DataDirectory, directory)));
        Assert.NotEmpty((await service.AsOperator().ListPrincipalsAsync(new ListPrincipalsRequest())).Principals);
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_later_round_keeps_what_is_valid_and_replaces_what_is_not(StoreKind kind)
    {
        await using var service = await Exchange.StartAsync(kind);
        var kept = service.FileOf("agency/uk-nca");
        var records = (await service.AuditBodiesAsync()).Count;
        File.WriteAllText(service.PathOf("agency/us-fbi"), "not a token");
        File.Delete(service.PathOf("officer/okoro"));

        await service.Services.GetRequiredService<CredentialKeeper>().ProvideAsync(CancellationToken.None);

        Assert.Equal(kept, service.FileOf("agency/uk-nca"));
        Assert.NotEqual("not a token", service.FileOf("agency/us-fbi"));
        Assert.True(File.Exists(service.PathOf("officer/okoro")));
        Assert.Equal(records + 2, (await service.AuditBodiesAsync()).Count);
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task Each_key_and_credential_is_one_record_of_the_security_stream_without_a_name_of_a_person(StoreKind kind)
    {
        await using var service = await Exchange.StartAsync(kind);

        var bodies = (await service.AuditBodiesAsync()).Select(body => JsonDocument.Parse(body).RootElement).ToList();

        Assert.All(bodies, body => Assert.Equal("security", body.GetProperty("stream").GetString()));
        Assert.Single(bodies, body => body.GetProperty("type").GetString() == "key_created");
        var principals = bodies.Where(body => body.GetProperty("type").GetString() == "credential_issued")
            .Select(body => body.GetProperty("details").GetProperty("principal").GetString()!).ToList();
        Assert.Equal(Directory.GetFiles(Path.Combine(service.DataDirectory, "credentials")).Length, principals.Count);
        Assert.Contains("agency/uk-nca", principals);
        Assert.DoesNotContain(principals, principal => principal.Contains("reyes", StringComparison.Ordinal) || principal.Contains("mercier", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Two_processes_that_start_at_once_agree_on_the_keys()
    {
        using var directory = new TempDirectory();
        var postgres = new PostgresServer();
        await postgres.InitializeAsync();
        await using var database = await postgres.CreateDatabaseAsync();
        var settings = new ServiceSettings { Database = database, DataDirectory = directory.Path };

        var services = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Exchange.StartAsync(StoreKind.Postgres, settings)));

        foreach (var service in services)
        {
            Assert.NotEmpty((await service.AsOperator().ListPrincipalsAsync(new ListPrincipalsRequest())).Principals);
            Assert.Single(await service.AuditBodiesAsync(), body => body.Contains("key_created", StringComparison.Ordinal));
            await service.DisposeAsync();
        }

        Assert.Empty(Directory.GetFiles(Path.Combine(directory.Path, "keys"), "*.tmp"));
    }

    [Fact]
    public async Task A_broken_identities_file_refuses_the_start_and_names_the_line()
    {
        using var directory = new TempDirectory();
        var file = directory.File("identities.yaml");
        await File.WriteAllTextAsync(file, "version: 1\nagencies:\n  - id: uk nca\n");
        var settings = new ServiceSettings { Configuration = new Dictionary<string, string> { ["Identity:Directory"] = file } };

        var exception = await Assert.ThrowsAsync<IdentitiesFileException>(() => Exchange.StartAsync(StoreKind.Sqlite, settings));

        Assert.StartsWith("identities.yaml:3: agencies[0].id", exception.Message);
    }
}
