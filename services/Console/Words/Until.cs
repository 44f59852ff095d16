using Google.Protobuf.WellKnownTypes;

namespace Referrals.Console.Words;

/// <summary>A clock that runs down.</summary>
/// <param name="At">When it has run down; null for none.</param>
/// <param name="Now">Now, on the same clock.</param>
/// <param name="Exact">Whether the time is shown too.</param>
public sealed record Until(DateTimeOffset? At, DateTimeOffset Now, bool Exact = true)
{
    public Until(Timestamp? at, DateTimeOffset now, bool exact = true)
        : this(at?.ToDateTimeOffset(), now, exact)
    {
    }
}
