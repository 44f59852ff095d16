namespace Referrals.Triage;

/// <summary>What an officer has typed about a country case and not yet recorded.</summary>
public sealed class DraftRow
{
    public required string CountryCase { get; init; }

    public required string Officer { get; init; }

    /// <summary>The draft as protobuf, sealed.</summary>
    public required byte[] Body { get; set; }

    public DateTimeOffset SavedAt { get; set; }
}
