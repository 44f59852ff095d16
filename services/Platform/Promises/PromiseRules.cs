namespace Referrals.Platform.Promises;

/// <summary>What becomes of a stream's promises, by what the log says of it.</summary>
internal static class PromiseRules
{
    /// <param name="stream">The stream, as it was read.</param>
    /// <param name="inLog">Number of its last record in the log; null when the log cannot be asked.</param>
    /// <param name="now">Real time.</param>
    /// <param name="within">How long the log may take.</param>
    public static PromiseStanding Decide(OpenStream stream, long? inLog, DateTimeOffset now, TimeSpan within)
    {
        if (inLog >= stream.Sequence)
            return PromiseStanding.Kept;

        // Of what came later than the mark nobody knows when exactly; the time starts anew with the next mark.
        if (inLog >= stream.Unconfirmed)
            return PromiseStanding.GoneOn;
        return stream.LateSince is null && now - stream.Since > within ? PromiseStanding.Late : PromiseStanding.Open;
    }
}

/// <summary>How it stands with what a service promised in one stream.</summary>
internal enum PromiseStanding
{
    /// <summary>Not in the log yet, and not for long, or noted as late already.</summary>
    Open,

    /// <summary>All is in the log.</summary>
    Kept,

    /// <summary>What was marked is in the log; there is more since.</summary>
    GoneOn,

    /// <summary>Not in the log, and it should be; to be noted.</summary>
    Late,
}
