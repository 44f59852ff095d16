namespace Referrals.Audit.CollectCosignatures;

/// <summary>What came of asking a witness.</summary>
internal abstract record WitnessReply
{
    /// <summary>It cosigned; the line, verified.</summary>
    internal sealed record Cosigned(string Line) : WitnessReply;

    /// <summary>It gave nothing that can be used; it is asked again.</summary>
    internal sealed record Failed(string Reason) : WitnessReply;

    /// <summary>It refused: what it saw before and what the log says now do not agree.</summary>
    internal sealed record Disputed(int Status) : WitnessReply;
}
