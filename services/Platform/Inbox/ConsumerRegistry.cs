using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Referrals.Platform.Storage;

namespace Referrals.Platform.Inbox;

/// <summary>The consumers of one service by the event that they apply, with calls that need no reflection at run time.</summary>
public sealed class ConsumerRegistry<TDb>
    where TDb : ServiceDbContext
{
    private readonly Dictionary<string, List<Entry>> byEvent = [];

    /// <summary>Whether rows are saved after each event; off for a service whose consumers never read what a batch wrote.</summary>
    public bool SavesAfterEach { get; set; } = true;

    internal IEnumerable<Type> ConsumerTypes => byEvent.Values.SelectMany(list => list).Select(entry => entry.ConsumerType).Distinct();

    public void Add(Type consumerType)
    {
        var interfaces = consumerType.GetInterfaces()
            .Where(type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IEventConsumer<,>) && type.GenericTypeArguments[0] == typeof(TDb))
            .ToList();
        if (interfaces.Count == 0)
            throw new ArgumentException($"{consumerType.Name} consumes no event of this service", nameof(consumerType));
        foreach (var @interface in interfaces)
        {
            var eventType = @interface.GenericTypeArguments[1];
            var entry = (Entry)typeof(ConsumerRegistry<TDb>)
                .GetMethod(nameof(CreateEntry), BindingFlags.NonPublic | BindingFlags.Static)!
                .MakeGenericMethod(eventType)
                .Invoke(null, [consumerType])!;
            if (!byEvent.TryGetValue(eventType.FullName!, out var list))
                byEvent[eventType.FullName!] = list = [];
            list.Add(entry);
        }
    }

    internal IReadOnlyList<Entry> For(string eventType) => byEvent.TryGetValue(eventType, out var list) ? list : [];

    private static Entry CreateEntry<TEvent>(Type consumerType)
        where TEvent : class =>
        new(
            consumerType,
            (scope, @event, context, token) => ((IEventConsumer<TDb, TEvent>)scope.GetRequiredService(consumerType)).ConsumeAsync((TEvent)@event, context, token),
            typeof(IBatchPreparation<TDb, TEvent>).IsAssignableFrom(consumerType)
                ? (scope, events, token) => ((IBatchPreparation<TDb, TEvent>)scope.GetRequiredService(consumerType)).PrepareAsync([.. events.Cast<TEvent>()], token)
                : null,
            typeof(IBatchPreparation<TDb, TEvent>).IsAssignableFrom(consumerType)
                ? (scope, work, token) => ((IBatchPreparation<TDb, TEvent>)scope.GetRequiredService(consumerType)).EnterAsync(work, token)
                : null,
            typeof(IBatchCompletion<TDb>).IsAssignableFrom(consumerType)
                ? (scope, work, token) => ((IBatchCompletion<TDb>)scope.GetRequiredService(consumerType)).CompleteAsync(work, token)
                : null);

    internal sealed record Entry(
        Type ConsumerType,
        Func<IServiceProvider, object, EventContext<TDb>, CancellationToken, Task> Consume,
        Func<IServiceProvider, IReadOnlyList<object>, CancellationToken, Task>? Prepare,
        Func<IServiceProvider, Work<TDb>, CancellationToken, Task>? Enter,
        Func<IServiceProvider, Work<TDb>, CancellationToken, Task>? Complete);
}
