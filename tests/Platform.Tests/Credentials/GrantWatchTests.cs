using System.Threading.Channels;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Referrals.Common.V1;
using Referrals.Identity.V1;
using Referrals.Platform.Clients;
using Referrals.Platform.Credentials;
using Referrals.Platform.Tests.Clients;
using Referrals.Platform.Tls;
using Referrals.Testing;
using Xunit;

namespace Referrals.Platform.Tests.Credentials;

/// <summary>
/// How long a revocation takes to end what is open in another process. Time is the test's: what it counts is what the exchange waits for by
/// itself, on a machine of any speed.
/// </summary>
public sealed class GrantWatchTests : IAsyncLifetime, IAsyncDisposable
{
    private static readonly TimeSpan Promised = TimeSpan.FromSeconds(5);

    // How long Identity may take to see a change of another instance in its store.
    private static readonly TimeSpan SeenWithin = TimeSpan.FromMilliseconds(300);
    private static readonly VerifiedCredential Okoro = new(Callers.Officer("okoro", "ph"), DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue);
    private readonly TempDirectory directory = new();
    private readonly ManualTime time = new();
    private readonly GrantBook book = new();
    private readonly ScriptedIdentity identity = new();
    private FakeService? server;
    private ServiceChannels? channels;
    private GrantWatch? watch;

    public async Task InitializeAsync()
    {
        server = await FakeService.StartAsync(identity);
        var options = Options.Create(new CredentialOptions { Directory = directory.Path });
        Directory.CreateDirectory(directory.File("credentials"));
        await File.WriteAllTextAsync(options.Value.CredentialFile("service/console"), "token");
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Services:identity", server.Address)]).Build();
        var tls = new TlsClients(new TlsFiles(Options.Create(new TlsOptions()), TimeProvider.System, NullLogger<TlsFiles>.Instance));
        channels = new ServiceChannels(new ServiceAddresses(configuration, new ServerThatIsStarting()), options, tls, TimeProvider.System);
        watch = new GrantWatch(book, new GrantFile(options), [], channels, [], configuration, time, NullLogger<GrantWatch>.Instance);
        await watch.StartAsync(CancellationToken.None);
        await Eventually.Async(() => book.IsComplete, because: "the copy is whole");
    }

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    public async ValueTask DisposeAsync()
    {
        await watch!.StopAsync(CancellationToken.None);
        watch.Dispose();
        channels!.Dispose();
        await server!.DisposeAsync();
        book.Dispose();
        directory.Dispose();
    }

    [Fact]
    public async Task What_Identity_tells_ends_an_open_stream_without_any_wait()
    {
        var open = book.Admit(Okoro, time.GetUtcNow())!.Changed;

        identity.Suspend();
        await identity.TellAsync();

        await Eventually.Async(() => open.IsCancellationRequested, because: "the stream ends");
        Assert.Null(book.Admit(Okoro, time.GetUtcNow()));
        Assert.Equal(TimeSpan.Zero, time.Moved);
    }

    [Fact]
    public async Task A_connection_that_went_silent_holds_a_revocation_back_for_less_than_five_seconds()
    {
        var open = book.Admit(Okoro, time.GetUtcNow())!.Changed;

        // Nothing comes over this connection any more, not even an end.
        identity.Suspend();
        await NextAsync("the connection is given up");
        await NextAsync("it asks again");

        await Eventually.Async(() => open.IsCancellationRequested, because: "the second watch tells it");
        Assert.Equal(2, identity.Watches);
        Assert.InRange(time.Moved + SeenWithin, TimeSpan.Zero, Promised);
    }

    [Fact]
    public async Task A_revocation_counts_after_Identity_was_put_back_from_a_backup_and_counts_its_changes_from_a_lower_number()
    {
        identity.Change = 50;
        await identity.TellAsync();
        await Eventually.Async(() => book.Find("officer/okoro") is { Change: 50 }, because: "the copy is as it was before");

        // Put back, it has other numbers, and whoever watches begins anew.
        identity.Change = 7;
        identity.Suspend();
        await NextAsync("the connection is given up");
        await NextAsync("it asks again");

        await Eventually.Async(() => book.Admit(Okoro, time.GetUtcNow()) is null, because: "it is suspended");
        Assert.Equal(2, identity.Watches);
    }

    [Fact]
    public async Task Stopping_while_Identity_is_listened_to_is_no_failure()
    {
        await watch!.StopAsync(CancellationToken.None);

        await watch.ExecuteTask!;
    }

    /// <summary>Moves the time on to what the watch waits for.</summary>
    private async Task NextAsync(string because)
    {
        await Eventually.Async(() => time.NextDue is not null, because: because);
        time.Advance(time.NextDue!.Value - time.Moved);
    }

    /// <summary>Identity with one officer. Whoever watches is told how it stands, and later what the test has it tell.</summary>
    private sealed class ScriptedIdentity : IdentityService.IdentityServiceBase
    {
        private readonly Channel<bool> telling = Channel.CreateUnbounded<bool>();
        private volatile bool suspended;
        private long change = 1;
        private int watches;

        /// <summary>How often somebody began to watch.</summary>
        public int Watches => Volatile.Read(ref watches);

        /// <summary>Number of the last change.</summary>
        public long Change
        {
            get => Interlocked.Read(ref change);
            set => Interlocked.Exchange(ref change, value);
        }

        public void Suspend()
        {
            suspended = true;
            Change++;
        }

        public ValueTask TellAsync() => telling.Writer.WriteAsync(true);

        public override async Task WatchGrants(WatchGrantsRequest request, IServerStreamWriter<WatchGrantsResponse> responseStream, ServerCallContext context)
        {
            Interlocked.Increment(ref watches);
            do
            {
                await responseStream.WriteAsync(new WatchGrantsResponse
                {
                    Change = Change,
                    Principal = new Identity.V1.Principal { Name = "officer/okoro", Role = Role.Officer, Pseudonym = "p-okoro", Desks = { "ph" }, Suspended = suspended },
                    NotBefore = DateTimeOffset.UnixEpoch.ToTimestamp(),
                });
                await responseStream.WriteAsync(new WatchGrantsResponse { Change = Change, CaughtUp = true });
            }
            while (await telling.Reader.ReadAsync(context.CancellationToken));
        }
    }
}
