namespace Referrals.Routing.Storage;

/// <summary>One entry of a hand-off's history, as the API shows it to the team.</summary>
internal sealed class HandOffEntryRow
{
    public required string HandOffId { get; init; }

    /// <summary>From 1 without gaps.</summary>
    public required int Number { get; init; }

    /// <summary>JSON form of <c>referrals.routing.v1.HandOffEvent</c>, without its text.</summary>
    public required string Entry { get; init; }

    /// <summary>Its text, sealed; null for none.</summary>
    public byte[]? Words { get; init; }
}
