namespace Referrals.Contracts;

/// <summary>Names the one service that publishes an event.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class PublishedByAttribute(string service) : Attribute
{
    public string Service { get; } = service;
}
