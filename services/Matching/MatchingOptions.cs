using System.ComponentModel.DataAnnotations;

namespace Referrals.Matching;

/// <summary>Bounds on the work per referral; configuration section <c>Matching</c>.</summary>
public sealed class MatchingOptions
{
    /// <summary>A key that stands in more cases than this is hot: it no longer links or suggests. 1 to 10,000.</summary>
    [Range(1, 10_000)]
    public int HotCases { get; set; } = 64;

    /// <summary>Keys of one referral or supplement that are looked up and stored; the rest is not matched. 1 to 10,000.</summary>
    [Range(1, 10_000)]
    public int KeysPerReferral { get; set; } = 1_000;

    /// <summary>How often an agency may ask in an hour whether an identifier is known. 1 to 10,000.</summary>
    [Range(1, 10_000)]
    public int QueriesPerHour { get; set; } = 30;
}
