using Referrals.Audit.V1;
using Referrals.Contracts;
using Referrals.TransparencyLog.Bundles;

namespace Referrals.Cli.Export;

/// <summary>What goes with leaves so that they can be verified elsewhere.</summary>
internal static class LogHeads
{
    /// <summary>The newest checkpoint and its keys.</summary>
    public static async Task<(Checkpoint Checkpoint, LogHead Head)> ReadAsync(AuditService.AuditServiceClient audit, CancellationToken cancellationToken)
    {
        var response = await audit.GetCheckpointAsync(new GetCheckpointRequest(), cancellationToken: cancellationToken);
        return (response.Checkpoint, new LogHead(response.Checkpoint.Note, response.AllKeys(), [.. response.KeySuccessions]));
    }
}
