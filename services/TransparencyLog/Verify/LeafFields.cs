namespace Referrals.TransparencyLog.Verify;

/// <summary>What verification needs of a leaf. Text is as it stands between the quotation marks, empty where there is none.</summary>
public ref struct LeafFields
{
    public LeafFields() => Previous = long.MinValue;

    public ReadOnlySpan<byte> Type { get; internal set; }

    public ReadOnlySpan<byte> Service { get; internal set; }

    public ReadOnlySpan<byte> Stream { get; internal set; }

    /// <summary>Number in (service, stream), from 1.</summary>
    public long Sequence { get; internal set; }

    /// <summary>Index of the stream's previous leaf; -1 for its first.</summary>
    public long Previous { get; internal set; }

    /// <summary>Business time in microseconds since the year 1.</summary>
    public long Time { get; internal set; }

    /// <summary><c>service:stream#sequence</c></summary>
    public ReadOnlySpan<byte> Cause { get; internal set; }

    public ReadOnlySpan<byte> Referral { get; internal set; }

    public ReadOnlySpan<byte> Case { get; internal set; }

    public ReadOnlySpan<byte> CountryCase { get; internal set; }

    public ReadOnlySpan<byte> HandOff { get; internal set; }

    public ReadOnlySpan<byte> From { get; internal set; }

    public ReadOnlySpan<byte> To { get; internal set; }

    internal long Version { get; set; }
}
