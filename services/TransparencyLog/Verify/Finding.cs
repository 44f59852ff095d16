namespace Referrals.TransparencyLog.Verify;

/// <summary>One thing that is wrong.</summary>
/// <param name="Code">What kind, one of <see cref="FindingCodes"/>.</param>
/// <param name="Place">Where: a file of an exported log, a record of a bundle, a leaf.</param>
/// <param name="Text">In words.</param>
public sealed record Finding(string Code, string Place, string Text)
{
    public override string ToString() => $"{Code}  {Place}: {Text}";
}
