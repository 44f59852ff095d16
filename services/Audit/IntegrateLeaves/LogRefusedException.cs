namespace Referrals.Audit.IntegrateLeaves;

/// <summary>Something is wrong with the stored log, so that it is not signed any further.</summary>
internal sealed class LogRefusedException(string message) : Exception(message);
