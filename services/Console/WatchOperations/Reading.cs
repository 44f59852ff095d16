namespace Referrals.Console.WatchOperations;

/// <summary>What a source says, or since when it says nothing: never a nought in its place.</summary>
/// <param name="Value">What it says; null while it does not answer.</param>
/// <param name="AwaySince">Since when it does not answer; null while it does.</param>
public sealed record Reading<T>(T? Value, DateTimeOffset? AwaySince)
    where T : class;
