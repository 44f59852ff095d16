namespace Referrals.TransparencyLog.Verify;

/// <summary>The members of a record's body that verification looks at.</summary>
internal static class BodyMembers
{
    private const int Version = 1;

    public static void Take(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value, ref LeafFields fields)
    {
        if (name.SequenceEqual("type"u8))
            fields.Type = value;
        else if (name.SequenceEqual("time"u8))
            fields.Time = CanonicalText.Microseconds(value);
        else if (name.SequenceEqual("service"u8))
            fields.Service = value;
        else if (name.SequenceEqual("stream"u8))
            fields.Stream = value;
        else if (name.SequenceEqual("cause"u8))
            fields.Cause = value;
        else if (name.SequenceEqual("referral"u8))
            fields.Referral = value;
        else if (name.SequenceEqual("case"u8))
            fields.Case = value;
        else if (name.SequenceEqual("countryCase"u8))
            fields.CountryCase = value;
        else if (name.SequenceEqual("handOff"u8))
            fields.HandOff = value;
        else if (name.SequenceEqual("from"u8))
            fields.From = value;
        else if (name.SequenceEqual("to"u8))
            fields.To = value;
    }

    public static void Take(ReadOnlySpan<byte> name, long number, ref LeafFields fields)
    {
        if (name.SequenceEqual("sequence"u8))
            fields.Sequence = number;
        else if (name.SequenceEqual("version"u8))
            fields.Version = number;
    }

    /// <summary>What is missing; empty for nothing.</summary>
    public static string Check(in LeafFields fields) =>
        fields.Version != Version ? "its body is not of version 1"
        : fields.Type.IsEmpty ? "its body has no type"
        : fields.Time < 0 ? "its time is not written yyyy-MM-ddTHH:mm:ss.ffffffZ"
        : fields.Time == 0 ? "its body has no time"
        : fields.Service.IsEmpty || fields.Stream.IsEmpty || fields.Sequence < 1 ? "its body has no place in a stream"
        : fields.Previous < -1 ? "it does not name the stream's previous leaf"
        : "";
}
