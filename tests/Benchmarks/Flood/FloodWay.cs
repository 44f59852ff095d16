namespace Referrals.Benchmarks.Flood;

/// <summary>How an agency floods.</summary>
internal enum FloodWay
{
    /// <summary>Hundreds of calls at once, each sent again as soon as it is answered or refused.</summary>
    Unary,

    /// <summary>As many streams of submissions as it may open, each as fast as it is taken.</summary>
    Stream,
}
