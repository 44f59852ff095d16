namespace Referrals.TransparencyLog.Witness;

/// <summary>What a witness answers.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Body">The body: cosignature lines, a size, or a reason.</param>
public sealed record WitnessAnswer(int Status, string Body)
{
    /// <summary>The content type of a size.</summary>
    public const string SizeType = "text/x.tlog.size";

    /// <summary>What is to be stored before this answer is given; null when nothing changes.</summary>
    public WitnessState? NewState { get; init; }

    /// <summary>Whether the request proves that the log contradicts itself, and is to be kept.</summary>
    public bool IsEvidence { get; init; }

    /// <summary>The content type of the body.</summary>
    public string ContentType => Status == 409 ? SizeType : "text/plain; charset=utf-8";
}
