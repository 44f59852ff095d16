namespace Referrals.Platform.Access;

/// <summary>How a caller stands towards what a call names. A service finds it out from its own rows; the policy decides from it.</summary>
[Flags]
public enum Standing
{
    /// <summary>It is another's, or is not there.</summary>
    None = 0,

    /// <summary>It is there, and nothing more is known of the caller.</summary>
    Exists = 1,

    /// <summary>The caller is the agency that sent it.</summary>
    Sender = 2 | Exists,

    /// <summary>It is on one of the officer's desks.</summary>
    Desk = 4 | Exists,

    /// <summary>The caller's team was handed it and may read it: offered, acknowledged, in progress or completed.</summary>
    Handed = 8 | Exists,

    /// <summary>The caller's team was handed it once: declined, timed out, revoked or transferred since.</summary>
    Formerly = 16 | Exists,

    /// <summary>An officer gives a reason to read what is on another desk; the reading is told to its owner.</summary>
    BreakGlass = 32 | Exists,
}
