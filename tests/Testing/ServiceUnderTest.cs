using System.Collections.Concurrent;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Referrals.Contracts;
using Referrals.Platform;
using Referrals.Platform.Clients;
using Referrals.Platform.Credentials;
using Referrals.Platform.Hosting;
using Referrals.Platform.Inbox;
using Referrals.Platform.Outbox;
using Referrals.Platform.Storage;

namespace Referrals.Testing;

/// <summary>
/// One service in this process, on a real store, behind a real listener, without its neighbours: a test delivers what they
/// would publish and reads what the service publishes, which stays in its outbox.
/// </summary>
public sealed class ServiceUnderTest<TDb> : IAsyncDisposable
    where TDb : ServiceDbContext
{
    private readonly WebApplication app;
    private readonly TempDirectory? ownDirectory;
    private readonly PostgresServer? ownServer;
    private readonly TestKeys? keys;
    private readonly ConcurrentDictionary<(string, string), long> sequences = new();
    private readonly GrpcChannel channel;

    internal ServiceUnderTest(WebApplication app, TempDirectory? ownDirectory, PostgresServer? ownServer, TestDatabase? database, string dataDirectory, TestKeys? keys)
    {
        this.app = app;
        this.ownDirectory = ownDirectory;
        this.ownServer = ownServer;
        this.keys = keys;
        Database = database;
        DataDirectory = dataDirectory;
        (WebAddress, GrpcAddress) = app.Services.GetRequiredService<ServiceAddresses>().Own();
        channel = GrpcChannel.ForAddress(GrpcAddress);
    }

    /// <summary>The database, to start a second instance on it; null on SQLite.</summary>
    public TestDatabase? Database { get; }

    public string DataDirectory { get; }

    public string WebAddress { get; }

    public string GrpcAddress { get; }

    public IServiceProvider Services => app.Services;

    public Store<TDb> Store => app.Services.GetRequiredService<Store<TDb>>();

    /// <summary>Calls the service as somebody.</summary>
    public CallInvoker As(Principal principal)
    {
        var token = keys is not null ? keys.Issue(principal) : File.ReadAllText(new CredentialOptions { Directory = DataDirectory }.CredentialFile(principal.Name));
        return WithToken(token.Trim());
    }

    /// <summary>Calls the service with this token, or none.</summary>
    public CallInvoker WithToken(string? token) => channel.Intercept(metadata =>
    {
        if (token is not null)
            metadata.Add("authorization", $"Bearer {token}");
        return metadata;
    });

    /// <summary>The token of somebody, for HTTP.</summary>
    public string TokenOf(Principal principal) => keys!.Issue(principal);

    /// <summary>Delivers an event as its publisher would, next in its stream, and returns when it is applied or stored.</summary>
    public Task<EventPosition> DeliverAsync(string stream, object @event, EventPosition? cause = null, EventPosition? auditCause = null)
    {
        var publisher = @event is AuditRecord ? "intake" : PublisherOf(@event);
        return DeliverAsync(new EventPosition(publisher, stream, sequences.AddOrUpdate((publisher, stream), 1, (_, last) => last + 1)), @event, cause, auditCause);
    }

    /// <summary>Delivers an event at a given position: again, early, or from a given service.</summary>
    public async Task<EventPosition> DeliverAsync(EventPosition position, object @event, EventPosition? cause = null, EventPosition? auditCause = null)
    {
        var incoming = new IncomingEvent(
            Ids.GuidFrom(position.ToString()), @event.GetType().FullName!, position, cause, auditCause, TimeProvider.System.GetUtcNow(), null, @event);
        await app.Services.GetRequiredService<Inbox<TDb>>().ReceiveAsync(incoming, CancellationToken.None);
        return position;
    }

    /// <summary>What the service has published so far, in order.</summary>
    public Task<List<PublishedEvent>> PublishedAsync() => ReadOutboxAsync("type <> @p0", row => new PublishedEvent(
        row.Text(0), row.Number(1), EventJson.Read(Topology.EventTypes[row.Text(2)], row.Text(3)), EventPosition.Parse(row.TextOrNull(4))));

    /// <summary>The events of one type that the service has published so far, in order.</summary>
    public async Task<List<TEvent>> PublishedAsync<TEvent>() => [.. (await PublishedAsync()).Select(published => published.Event).OfType<TEvent>()];

    /// <summary>The bodies of the records that the service has left for the log, in order.</summary>
    public Task<List<string>> AuditBodiesAsync() =>
        ReadOutboxAsync("type = @p0", row => ((AuditRecord)EventJson.Read(typeof(AuditRecord), row.Text(3))).Body);

    public async ValueTask DisposeAsync()
    {
        channel.Dispose();
        await app.StopAsync();
        await ServiceUnderTest.EndAsync(app, keys, ownServer, ownDirectory);
    }

    private Task<List<T>> ReadOutboxAsync<T>(string where, Func<SqlRow, T> map) => Store.ReadSqlAsync(
        (sql, token) => sql.QueryAsync(
            $"select stream, sequence, type, payload, cause from outbox where {where} order by position", [typeof(AuditRecord).FullName], map, token),
        CancellationToken.None);

    private static string PublisherOf(object @event) =>
        ((PublishedByAttribute)Attribute.GetCustomAttribute(@event.GetType(), typeof(PublishedByAttribute))!).Service;
}
