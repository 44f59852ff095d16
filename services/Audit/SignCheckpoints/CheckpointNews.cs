namespace Referrals.Audit.SignCheckpoints;

/// <summary>Tells those of this process who wait for it that a checkpoint was signed.</summary>
internal sealed class CheckpointNews
{
    /// <summary>Raised after the commit, on the integrator's thread: handlers only take note.</summary>
    public event Action<SignedCheckpoint>? Signed;

    public void Tell(SignedCheckpoint checkpoint) => Signed?.Invoke(checkpoint);
}
