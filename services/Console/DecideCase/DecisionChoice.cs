namespace Referrals.Console.DecideCase;

/// <summary>What an officer may do with a case, in the order of the panel.</summary>
public enum DecisionChoice
{
    /// <summary>Accept it, and hand it to a team.</summary>
    HandOff,

    /// <summary>Merge it into another case.</summary>
    Duplicate,

    /// <summary>Reject it.</summary>
    Reject,

    /// <summary>Ask a sender for information.</summary>
    Ask,
}
