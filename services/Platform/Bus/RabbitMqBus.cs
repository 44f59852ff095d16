using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using RabbitMQ.Client;
using Referrals.Contracts;
using Referrals.Platform.Inbox;

namespace Referrals.Platform.Bus;

/// <summary>
/// The one place that configures a transport. Queues are quorum queues that refuse what they cannot hold; a message that
/// could not even be stored goes to a dead-letter queue, at least once.
/// </summary>
internal static class RabbitMqBus
{
    private const string DeadLetterExchange = "referrals.dead";

    public static IServiceCollection AddRabbitMqBus(this IServiceCollection services, string service)
    {
        services.AddMassTransit(configurator =>
        {
            configurator.UsingRabbitMq((context, bus) =>
            {
                var options = context.GetRequiredService<IOptions<BusOptions>>().Value;
                bus.Host(new Uri(options.Address!), host =>
                {
                    host.PublisherConfirmation = true;
                    host.ConnectionName($"referrals-{service}");
                });
                bus.ConfigureJsonSerializerOptions(json =>
                {
                    json.Converters.Add(new System.Text.Json.Serialization.JsonStringEnumConverter());
                    return json;
                });
                bus.Publish<EventBatch>(batch => batch.ExchangeType = ExchangeType.Topic);
                if (Topology.ChannelsOf(service) is { Count: > 0 } channels)
                    bus.ReceiveEndpoint($"referrals.{service}", endpoint => Receive(endpoint, channels, context.GetRequiredService<IInbox>(), service, options));
            });
        });
        services.AddOptions<MassTransitHostOptions>().Configure(host =>
        {
            host.WaitUntilStarted = false;
            host.StopTimeout = TimeSpan.FromSeconds(20);
        });
        services.AddSingleton<IEventPublisher, MassTransitPublisher>();
        return services;
    }

    private static void Receive(IRabbitMqReceiveEndpointConfigurator endpoint, IReadOnlyList<string> channels, IInbox inbox, string service, BusOptions options)
    {
        endpoint.PrefetchCount = (ushort)options.Prefetch;
        endpoint.ConcurrentMessageLimit = options.Prefetch;
        endpoint.SetQuorumQueue();
        endpoint.SetQueueArgument("x-delivery-limit", 20);
        endpoint.SetQueueArgument("x-overflow", "reject-publish");
        endpoint.SetQueueArgument("x-dead-letter-strategy", "at-least-once");
        endpoint.BindDeadLetterQueue(DeadLetterExchange, $"referrals.{service}.dead", dead => dead.SetQueueArgument("x-queue-type", "quorum"));

        // What fails goes back to the broker, which counts deliveries; MassTransit's own error queue would take it out of sight.
        endpoint.RethrowFaultedMessages();
        endpoint.ThrowOnSkippedMessages();
        endpoint.PublishFaults = false;
        endpoint.ConfigureConsumeTopology = false;
        foreach (var channel in channels)
        {
            endpoint.Bind<EventBatch>(binding =>
            {
                binding.ExchangeType = ExchangeType.Topic;
                binding.RoutingKey = channel;
            });
        }

        endpoint.Consumer(() => new BusReceiver(inbox));
    }
}
