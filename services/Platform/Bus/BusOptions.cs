using System.ComponentModel.DataAnnotations;

namespace Referrals.Platform.Bus;

/// <summary>How events travel between services; configuration section <c>Bus</c>.</summary>
public sealed class BusOptions : IValidatableObject
{
    /// <summary><c>embedded</c> (the outbox is the queue, all services in one process) or <c>rabbitmq</c>.</summary>
    [Required, AllowedValues("embedded", "rabbitmq")]
    public string Provider { get; set; } = "embedded";

    /// <summary><c>amqp://user:password@host:port/vhost</c>. Required with <c>rabbitmq</c>.</summary>
    public string? Address { get; set; }

    /// <summary>Unacknowledged messages that one process holds, each of several events, 1 to 500.</summary>
    [Range(1, 500)]
    public int Prefetch { get; set; } = 16;

    /// <summary>How often a service asks those who listen to it which of its events they have, 0.1 s to 5 min.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:05:00")]
    public TimeSpan AskEvery { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>An event that a listener does not have, though it has one that was sent so much later, is lost and sent again; 1 s to 1 h.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan LostAfter { get; set; } = TimeSpan.FromMinutes(1);

    public bool IsEmbedded => Provider == "embedded";

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!IsEmbedded && !(Uri.TryCreate(Address, UriKind.Absolute, out var uri) && uri.Scheme is "amqp" or "amqps"))
            yield return new ValidationResult("Bus:Address must be an amqp:// or amqps:// address with Bus:Provider=rabbitmq", [nameof(Address)]);
    }
}
