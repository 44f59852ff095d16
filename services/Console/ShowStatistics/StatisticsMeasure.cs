namespace Referrals.Console.ShowStatistics;

/// <summary>What the charts draw.</summary>
public enum StatisticsMeasure
{
    /// <summary>Hand-offs that were offered.</summary>
    Offered,

    /// <summary>Median time from the first receipt of a case to its acceptance.</summary>
    Triage,

    /// <summary>Median time from an offer to its acknowledgement.</summary>
    Acknowledge,

    /// <summary>Share of the acknowledged hand-offs on which feedback came.</summary>
    Feedback,
}
