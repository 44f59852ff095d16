using System.Collections.Concurrent;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Referrals.Faults;

/// <summary>Hears everything that is published on the bus, and can put a message that nobody can read before a service.</summary>
internal sealed class BusTap : IAsyncDisposable
{
    private const string Exchange = "Referrals.Contracts:EventBatch";
    private readonly IConnection connection;
    private readonly IChannel channel;
    private readonly ConcurrentQueue<byte[]> heard = new();

    private BusTap(IConnection connection, IChannel channel) => (this.connection, this.channel) = (connection, channel);

    /// <summary>The bodies of the messages so far.</summary>
    public IReadOnlyCollection<byte[]> Heard => heard;

    public static async Task<BusTap> ListenAsync(Uri address)
    {
        var connection = await new ConnectionFactory { Uri = address }.CreateConnectionAsync();
        var tap = new BusTap(connection, await connection.CreateChannelAsync());
        await tap.ListenAsync();
        return tap;
    }

    /// <summary>Sends the first half of a message that was heard to a service.</summary>
    public async Task SendHalfOfAsync(byte[] message, string service)
    {
        var properties = new BasicProperties { ContentType = "application/vnd.masstransit+json", Persistent = true };
        await channel.BasicPublishAsync("", $"referrals.{service}", mandatory: true, properties, message.AsMemory(0, message.Length / 2));
    }

    /// <summary>How many dead letters a service has.</summary>
    public async Task<long> DeadLettersOfAsync(string service) => await channel.MessageCountAsync($"referrals.{service}.dead");

    public async ValueTask DisposeAsync()
    {
        await channel.DisposeAsync();
        await connection.DisposeAsync();
    }

    private async Task ListenAsync()
    {
        var queue = (await channel.QueueDeclareAsync()).QueueName;
        await channel.QueueBindAsync(queue, Exchange, "#");
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += (_, delivery) =>
        {
            heard.Enqueue(delivery.Body.ToArray());
            return Task.CompletedTask;
        };
        await channel.BasicConsumeAsync(queue, autoAck: true, consumer);
    }
}
