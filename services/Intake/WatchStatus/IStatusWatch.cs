using Referrals.Intake.V1;

namespace Referrals.Intake.WatchStatus;

/// <summary>Looks for entries that were stored since it looked last.</summary>
internal interface IStatusWatch
{
    Task<IReadOnlyList<WatchStatusResponse>> LookAsync(CancellationToken cancellationToken);
}
