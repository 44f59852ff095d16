using Grpc.Core;
using Referrals.Platform.Commands;

namespace Referrals.Audit.GetProofs;

/// <summary>Why there is no proof.</summary>
internal static class ProofRefusals
{
    public static Refusal NoCheckpoint { get; } = Refusal.FailedPrecondition("NO_CHECKPOINT", "the log has not signed a checkpoint yet");

    public static Refusal NotIntegrated { get; } = Refusal.FailedPrecondition("NOT_INTEGRATED", "the record has its place in the log and waits for the next checkpoint") with
    {
        RetryAfter = TimeSpan.FromSeconds(1),
    };

    public static Refusal BeyondTree { get; } = new(StatusCode.OutOfRange, "OUT_OF_RANGE", "the index is not below the size of the tree");
}
