using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;
using Referrals.Contracts;
using Referrals.Platform.Access;
using Referrals.Platform.Bus;
using Referrals.Platform.Clients;
using Referrals.Platform.Clocks;
using Referrals.Platform.Commands;
using Referrals.Platform.Credentials;
using Referrals.Platform.Credentials.Outside;
using Referrals.Platform.Delivery;
using Referrals.Platform.Health;
using Referrals.Platform.Inbox;
using Referrals.Platform.Limits;
using Referrals.Platform.Operations;
using Referrals.Platform.Outbox;
using Referrals.Platform.Promises;
using Referrals.Platform.Sealing;
using Referrals.Platform.Storage;
using Referrals.Platform.Telemetry;
using Referrals.Platform.Tls;

namespace Referrals.Platform.Hosting;

/// <summary>How a process of the exchange is put together: the platform once, then each service that it hosts.</summary>
public static class PlatformExtensions
{
    private const int MaximumMessageBytes = 1 << 20;

    /// <summary>What every process has, whatever it hosts: listeners, gRPC, credentials, clock, telemetry, health.</summary>
    public static WebApplicationBuilder AddReferralsPlatform(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddValidated<CredentialOptions>("Data");
        services.AddValidated<ListenOptions>("Listen");
        services.AddValidated<SealingOptions>("Sealing");
        services.AddSingleton<KeyEncryptions>();
        services.AddSingleton<IValidateOptions<ListenOptions>, ListenRules>();
        services.AddValidated<TlsOptions>("Tls");
        services.AddSingleton<TlsFiles>();
        services.AddSingleton<TlsClients>();
        services.AddSingleton<CertificateOwners>();
        services.AddValidated<PromiseOptions>("Promises");
        services.AddOptions<ClockOptions>().BindConfiguration("Clock");
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<BusinessClock>();
        services.AddSingleton<CredentialValidator>();
        services.AddSingleton<GrantBook>();
        services.AddSingleton<GrantFile>();
        services.AddValidated<IssuerOptions>("Issuer");
        services.AddSingleton<IssuerKeys>();
        services.AddSingleton(provider => new OutsideTokens(
            provider.GetRequiredService<IOptions<IssuerOptions>>(), provider.GetRequiredService<IssuerKeys>(), provider.GetRequiredService<GrantBook>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<CallerAdmission>();
        services.AddSingleton(new AccessTable(AccessTable.ExchangeServices));
        services.AddSingleton<DenialLog>();
        services.AddValidated<LimitOptions>("Limits");
        services.AddSingleton<CallLimits>();
        services.AddSingleton<ConnectionLimits>();
        services.AddSingleton<CallInterceptor>();
        services.AddSingleton(provider => new EmbeddedBus(provider.GetRequiredService<IOptions<BusOptions>>().Value.IsEmbedded));
        services.AddHostedService<StorePreparation>();
        services.AddHostedService<GrantWatch>();
        services.AddGrpc(grpc =>
        {
            grpc.MaxReceiveMessageSize = MaximumMessageBytes;
            grpc.MaxSendMessageSize = 16 * MaximumMessageBytes;

            // A compressed message is refused: a few bytes of it may be a mebibyte.
            grpc.CompressionProviders = [];
            grpc.Interceptors.Add<CallInterceptor>();
        });
        builder.Logging.AddFilter(UnreadableCalls.ServerLog, LogLevel.None);
        builder.AddReferralsTelemetry();
        builder.AddReferralsHealth();
        services.AddSingleton<ServiceAddresses>();
        services.AddSingleton<ServiceChannels>();
        services.Configure<KestrelServerOptions>(kestrel =>
        {
            var listen = kestrel.ApplicationServices.GetRequiredService<IOptions<ListenOptions>>().Value;
            kestrel.AddServerHeader = false;
            LimitConnections(kestrel.Limits, kestrel.ApplicationServices.GetRequiredService<IOptions<LimitOptions>>().Value);
            kestrel.Limits.MaxRequestBodySize = 2 * MaximumMessageBytes;
            kestrel.Limits.MaxRequestHeadersTotalSize = 16 * 1024;
            var address = System.Net.IPAddress.Parse(listen.Address);
            var connections = kestrel.ApplicationServices.GetRequiredService<ConnectionLimits>();
            kestrel.Listen(address, listen.Web, endpoint =>
            {
                endpoint.Protocols = HttpProtocols.Http1;
                connections.Guard(endpoint);
                endpoint.UseTls();
            });
            kestrel.Listen(address, listen.Grpc, endpoint =>
            {
                endpoint.Protocols = HttpProtocols.Http2;
                connections.Guard(endpoint);
                endpoint.UseTls();
            });
        });
        return builder;
    }

    /// <summary>Adds one service with its store, outbox, inbox and consumers.</summary>
    public static WebApplicationBuilder AddReferralsService<TDb>(this WebApplicationBuilder builder, string name, Action<ServiceBuilder<TDb>>? declare = null)
        where TDb : ServiceDbContext
    {
        var services = builder.Services;

        // A process without a service, the console, keeps nothing and hears of nothing.
        if (services.All(added => added.ServiceType != typeof(IServiceHost)))
        {
            services.AddValidated<StorageOptions>("Storage");
            services.AddValidated<BusOptions>("Bus");
        }

        var registry = new ConsumerRegistry<TDb>();
        declare?.Invoke(new ServiceBuilder<TDb>(services, registry));
        services.AddSingleton(registry);
        services.AddSingleton(new ServiceName<TDb>(name));
        services.AddPooledDbContextFactory<TDb>((provider, options) => UseStore(options, provider.GetRequiredService<IOptions<StorageOptions>>().Value, name));
        services.AddSingleton<Store<TDb>>();
        services.AddSingleton<OutboxWriter<TDb>>();
        services.AddSingleton<RelaySignal<TDb>>();
        services.AddSingleton<ServiceKey<TDb>>();
        services.AddSingleton<ContentKeys<TDb>>();
        services.AddSingleton<ServiceSeal<TDb>>();
        services.AddHostedService(provider => provider.GetRequiredService<ServiceSeal<TDb>>());
        services.AddSingleton<KeyKeeper<TDb>>();
        services.AddHostedService(provider => provider.GetRequiredService<KeyKeeper<TDb>>());
        services.AddSingleton<Commands<TDb>>();
        services.AddSingleton<StoredClock<TDb>>();
        services.AddHostedService(provider => provider.GetRequiredService<StoredClock<TDb>>());
        services.AddSingleton<Inbox<TDb>>();
        services.AddSingleton<IInbox>(provider => provider.GetRequiredService<Inbox<TDb>>());
        services.AddHostedService(provider => provider.GetRequiredService<Inbox<TDb>>());
        services.AddSingleton<IServiceHost, ServiceHost<TDb>>();

        services.AddSingleton<PromiseWatch<TDb>>();
        services.AddHostedService(provider => provider.GetRequiredService<PromiseWatch<TDb>>());

        // What the log answers is proven by the log.
        if (name != Topology.Audit)
            services.AddHostedService<KeyCertification<TDb>>();

        var bus = builder.Configuration.GetSection("Bus").Get<BusOptions>() ?? new BusOptions();
        if (bus.IsEmbedded)
        {
            services.AddHostedService<EmbeddedRelay<TDb>>();
        }
        else
        {
            services.AddRabbitMqBus(name);
            services.AddHostedService<BusRelay<TDb>>();
            services.AddSingleton<DeliveryWatch<TDb>>();
            services.AddHostedService(provider => provider.GetRequiredService<DeliveryWatch<TDb>>());
        }

        return builder;
    }

    /// <summary>Maps what every process serves: operations, health.</summary>
    public static WebApplication MapReferralsPlatform(this WebApplication app)
    {
        app.Use(ConnectionLimits.SeeAsync);
        app.UseMiddleware<UnreadableCalls>();
        app.MapGrpcService<OperationsGrpcService>();
        app.MapReferralsHealth();
        return app;
    }

    /// <summary>
    /// Who sends its headers or its body too slowly, takes its answers too slowly, opens too much or no longer answers is hung up on.
    /// </summary>
    private static void LimitConnections(KestrelServerLimits kestrel, LimitOptions limits)
    {
        kestrel.MaxConcurrentConnections = limits.Connections;
        kestrel.RequestHeadersTimeout = TimeSpan.FromSeconds(limits.FirstRequestSeconds);
        kestrel.KeepAliveTimeout = TimeSpan.FromSeconds(limits.IdleSeconds);
        kestrel.MinRequestBodyDataRate = new MinDataRate(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(5));
        kestrel.MinResponseDataRate = new MinDataRate(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(5));
        kestrel.MaxRequestHeaderCount = 64;
        kestrel.Http2.MaxStreamsPerConnection = 256;
        kestrel.Http2.KeepAlivePingDelay = TimeSpan.FromSeconds(30);
        kestrel.Http2.KeepAlivePingTimeout = TimeSpan.FromSeconds(20);
    }

    private static void AddValidated<TOptions>(this IServiceCollection services, string section)
        where TOptions : class =>
        services.AddOptions<TOptions>().BindConfiguration(section).ValidateDataAnnotations().ValidateOnStart();

    private static void UseStore(DbContextOptionsBuilder options, StorageOptions storage, string service)
    {
        if (storage.IsPostgres)
        {
            var connection = new NpgsqlConnectionStringBuilder(storage.ConnectionString)
            {
                SearchPath = service,
                ApplicationName = $"referrals-{service}",
                MaxPoolSize = storage.MaximumPoolSize,
                MaxAutoPrepare = 100,
                AutoPrepareMinUsages = 3,
                Timezone = "UTC",

                // Nothing is set on a connection that the next one to use it would mind.
                NoResetOnClose = true,
            };

            // Statements are short: compiling one, or starting workers for it, costs more than running it, however many rows the planner expects.
            connection.Options = string.Create(
                CultureInfo.InvariantCulture, $"{connection.Options} -c jit=off -c max_parallel_workers_per_gather=0 -c idle_in_transaction_session_timeout={storage.IdleInTransaction.TotalMilliseconds:0}").TrimStart();
            options.UseNpgsql(connection.ConnectionString).AddInterceptors(RowLocks.Instance);
        }
        else
        {
            var connection = new SqliteConnectionStringBuilder
            {
                DataSource = Path.Combine(storage.Directory!, $"{service}.db"),
                ForeignKeys = true,
                DefaultTimeout = 30,
            };
            options.UseSqlite(connection.ConnectionString).AddInterceptors(SqlitePragmas.Instance);
        }
    }
}
