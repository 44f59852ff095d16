namespace Referrals.Console.ChangeSettings;

/// <summary>What a single key may do, in the order of the help.</summary>
public enum KeyAction
{
    /// <summary>To the next row.</summary>
    Next,

    /// <summary>To the row before.</summary>
    Previous,

    /// <summary>Claims the case.</summary>
    Claim,

    /// <summary>Releases the case.</summary>
    Release,

    /// <summary>Chooses to hand off.</summary>
    HandOff,

    /// <summary>Chooses duplicate.</summary>
    Duplicate,

    /// <summary>Chooses to reject.</summary>
    Reject,

    /// <summary>Chooses to ask a sender.</summary>
    Ask,

    /// <summary>Opens a folded section.</summary>
    Open,

    /// <summary>Undoes the last decision.</summary>
    Undo,

    /// <summary>Shows the keys.</summary>
    Help,
}
